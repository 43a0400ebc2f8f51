package io.noisette.bart.objective;

import ai.djl.ndarray.NDManager;
import io.noisette.bart.model.Example;
import io.noisette.bart.model.ExampleBatch;
import io.noisette.bart.model.PretrainedModel;
import io.noisette.model.TokenLosses;
import java.util.List;

/** A packed micro-batch of held-out examples. */
public final class HeldOutBatch {

  private final List<KeyedExample> sequences;
  private final double shareDone;

  HeldOutBatch(List<KeyedExample> sequences, double shareDone) {
    this.sequences = List.copyOf(sequences);
    this.shareDone = shareDone;
  }

  /** Returns the share of all batches that is done with this one, in (0, 1]. */
  public double getShareDone() {
    return shareDone;
  }

  /** Returns the number of tokens in the texts, special tokens included. */
  public long countTokens() {
    return sequences.stream().mapToLong(KeyedExample::countTokens).sum();
  }

  /**
   * Computes the model's losses on this batch, with teacher forcing, and adds them to the metrics
   * in {@code figures}.
   */
  public void measure(NDManager manager, PretrainedModel model, HeldOutFigures figures) {
    try (NDManager scope = manager.newSubManager()) {
      List<Example> examples = sequences.stream().map(KeyedExample::example).toList();
      TokenLosses losses = model.evaluate(scope, ExampleBatch.pack(examples));
      int first = 0;
      for (KeyedExample sequence : sequences) {
        figures.add(sequence, losses, first);
        first += sequence.example().labels().length;
      }
    }
  }
}
