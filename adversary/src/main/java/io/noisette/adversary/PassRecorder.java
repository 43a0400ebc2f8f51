package io.noisette.adversary;

import io.noisette.adversary.perturbation.Perturbation;
import io.noisette.model.LabelScores;
import io.noisette.model.TrainingLoss;
import io.noisette.parity.ParityTensor;
import io.noisette.parity.golden.PaddedRows;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records losses, logits, gradients and perturbations of each pass, for comparison with reference
 * values.
 */
final class PassRecorder implements PassListener {

  private final PaddedRows rows;
  private final int sequences;
  private final Map<String, ParityTensor> results = new LinkedHashMap<>();
  private int passes;
  private int ascents;

  PassRecorder(PaddedRows rows, int sequences) {
    this.rows = rows;
    this.sequences = sequences;
  }

  /** Records the logits of a pass, before its perturbation; returns its loss. */
  double record(LabelScores scores) {
    results.put("expected/logits_" + passes, logits(scores));
    return scores.getLoss();
  }

  @Override
  public void passed(TrainingLoss loss, Perturbation perturbation) {
    results.put("expected/loss_" + passes, FreeLbParity.scalar(loss.nats() / sequences));
    float[] gradient = perturbation.getGradient().toFloatArray();
    results.put("expected/embed_grad_" + passes, unpack(perturbation, gradient));
    passes++;
  }

  @Override
  public void ascended(Perturbation perturbation) {
    ascents++;
    float[] delta = perturbation.getDelta().toFloatArray();
    results.put("expected/delta_" + ascents, unpack(perturbation, delta));
  }

  Map<String, ParityTensor> getResults() {
    return results;
  }

  private ParityTensor unpack(Perturbation perturbation, float[] packed) {
    return rows.unpack(packed, Math.toIntExact(perturbation.getDelta().getShape().get(1)));
  }

  private static ParityTensor logits(LabelScores scores) {
    int labels = scores.getScores(0).length;
    double[] all = new double[scores.getRowCount() * labels];
    for (int i = 0; i < all.length; i++) {
      all[i] = scores.getScores(i / labels)[i % labels];
    }
    return ParityTensor.ofDoubles(new long[] {scores.getRowCount(), labels}, all);
  }
}
