package io.noisette.bart.objective;

import io.noisette.model.TokenLosses;
import java.util.Map;

/** Adds up what a model's losses on held-out sequences say, as an objective looks at them. */
public interface HeldOutFigures {

  /**
   * Adds a sequence.
   *
   * @param losses of a batch that the sequence is in
   * @param first place of the sequence's first label in the batch
   */
  void add(KeyedExample sequence, TokenLosses losses, int first);

  /** Losses of all target tokens so far. */
  SequenceLosses getLosses();

  /** Numbers of the tokens that the figures are of, by name, such as {@code hidden_tokens}. */
  Map<String, Long> getCounts();

  /**
   * The figures so far; those that do not exist are absent.
   *
   * @param prefix of the names
   */
  Map<String, Double> toMap(String prefix);
}
