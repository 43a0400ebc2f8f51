package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartModel;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parity check of BART (kinds {@code bart-conditional-generation} and {@code
 * objective-masked-seq2seq}, and the batches of {@code seq2seq-training} and {@code
 * bart-translation}): hidden states, logits, loss, log-probability of each label, and the gradient
 * of every trained parameter.
 */
public final class BartParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = TrainedBart.read(manager, golden)) {
      Seq2SeqCase seq2seq = Seq2SeqCase.of(golden, model.getConfig());
      if (model.getConfig().sourceEncoder() != null) {
        results.put(
            "expected/source_encoder_last_hidden_state",
            unpack(seq2seq.getSources(), model.encodeSource(manager, seq2seq.getBatch().source())));
      }
      results.put(
          "expected/encoder_last_hidden_state",
          unpack(seq2seq.getSources(), model.encode(manager, seq2seq.getBatch().source())));
      results.put(
          "expected/logits",
          unpack(seq2seq.getTargets(), model.logits(manager, seq2seq.getBatch())));
      results.put(
          "expected/hidden",
          unpack(seq2seq.getTargets(), model.decode(manager, seq2seq.getBatch())));
      results.put("expected/token_log_prob", logProbabilities(manager, model, seq2seq));
      double weight = 1.0 / seq2seq.countTargets();
      TrainingPass pass = TrainingPass.weighted(weight);
      LabelSmoothing smoothing = LabelSmoothingParity.read(golden.getOptions());
      double loss =
          model.forwardBackward(manager, seq2seq.getBatch(), pass, smoothing).loss() * weight;
      results.put("expected/loss", ParityTensor.ofDoubles(new long[] {1}, new double[] {loss}));
      GoldenModel.addGradients(results, model.getParameters());
    }
    return results;
  }

  private static ParityTensor logProbabilities(
      NDManager manager, BartModel model, Seq2SeqCase seq2seq) {
    float[] nats = model.evaluate(manager, seq2seq.getBatch()).nats();
    for (int i = 0; i < nats.length; i++) {
      nats[i] = -nats[i];
    }
    return seq2seq.getTargets().unpack(nats);
  }

  private static ParityTensor unpack(PaddedRows rows, NDArray packed) {
    return rows.unpack(packed.toFloatArray(), Math.toIntExact(packed.getShape().get(1)));
  }
}
