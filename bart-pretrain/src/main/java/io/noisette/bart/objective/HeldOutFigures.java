package io.noisette.bart.objective;

import io.noisette.model.TokenLosses;
import java.util.Map;

/** Metrics of an objective, accumulated over held-out sequences. */
public interface HeldOutFigures {

  /**
   * Adds the losses of one held-out sequence, which begin at index {@code first} of {@code losses},
   * to the metrics.
   *
   * @param losses of the batch that contains the sequence
   * @param first index in the losses of the sequence's first label
   */
  void add(KeyedExample sequence, TokenLosses losses, int first);

  /** Returns the accumulated loss and accuracy over all target tokens so far. */
  SequenceLosses getLosses();

  /**
   * Returns the numbers of tokens that the metrics are averaged over, by name, such as {@code
   * hidden_tokens}.
   */
  Map<String, Long> getCounts();

  /**
   * Returns the metrics so far; those that are undefined are absent.
   *
   * @param prefix of the names
   */
  Map<String, Double> toMap(String prefix);
}
