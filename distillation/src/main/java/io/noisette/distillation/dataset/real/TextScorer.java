package io.noisette.distillation.dataset.real;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.distillation.unroll.NetworkKernels;
import io.noisette.distillation.unroll.TextNetwork;
import io.noisette.failure.NonFiniteException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Classifies real texts with trained networks. */
public final class TextScorer {

  private static final int BATCH = 256;

  private final NDManager manager;
  private final TextNetwork network;
  private final NDArray table;

  /**
   * Creates a scorer.
   *
   * @param table word vectors, (vocabulary, d)
   */
  public TextScorer(NDManager manager, TextNetwork network, NDArray table) {
    this.manager = manager;
    this.network = network;
    this.table = table;
  }

  /**
   * Scores texts.
   *
   * @param parameters of the network
   * @param goesOn asked before each batch; if it says no, the scores are incomplete
   * @throws NonFiniteException if a logit is NaN or infinite
   */
  public TextScores score(LabelledTexts texts, List<NDArray> parameters, BooleanSupplier goesOn) {
    int classes = Math.toIntExact(parameters.get(parameters.size() - 1).size());
    TextScores scores = new TextScores(texts, classes);
    for (int[] rows : texts.toBatches(BATCH)) {
      if (!goesOn.getAsBoolean()) {
        break;
      }
      try (NDManager scope = manager.newSubManager()) {
        List<NDArray> batch = texts.toBatch(scope, rows);
        float[] values =
            network.classify(scope, batch.get(0), batch.get(1), table, parameters).toFloatArray();
        requireFinite(values);
        for (int i = 0; i < rows.length; i++) {
          scores.set(rows[i], values, i);
        }
      }
    }
    return scores;
  }

  /** Without this check, NaN would count as the first class. */
  private static void requireFinite(float[] logits) {
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new NonFiniteException(
            "a network that was trained on these texts has a logit of "
                + logit
                + ": it has diverged, so its learning rate is too high");
      }
    }
  }

  /** Returns the kernels of the network. */
  public NetworkKernels getKernels() {
    return network.getKernels();
  }
}
