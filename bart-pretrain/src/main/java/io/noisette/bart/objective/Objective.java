package io.noisette.bart.objective;

import io.noisette.bart.model.Example;
import io.noisette.bart.model.ModelKind;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.report.ChartSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pretraining objective: converts text to training examples, and defines metrics. {@link
 * ObjectiveChoice} lists all objectives.
 */
public interface Objective {

  /** Returns one line for {@code --help} about what the model learns to predict. */
  String getSummary();

  /** Returns the kind of model that the objective trains. */
  ModelKind getModelKind();

  /**
   * Returns the number of tokens that the first stack reads for each that is predicted, from which
   * the matrix products of a step are counted.
   *
   * @param tokens number of tokens of a text, special tokens included
   */
  default double countReadPerTarget(int tokens) {
    return 1;
  }

  /** Returns whether the objective corrupts text with {@code --noise}, which is then required. */
  boolean hasNoise();

  /** Returns whether models trained with this objective can fill in gaps. */
  boolean isForInfilling();

  /** Returns the charts of the objective's metrics for the report of a run. */
  List<ChartSpec> getCharts();

  /**
   * Returns the inputs and labels for a text, as a pure function of text and key, so that a resumed
   * run sees the same examples.
   *
   * @param text the sequence without special tokens
   * @param key of the random numbers
   * @param context vocabulary, limits and noise
   */
  Example toExample(TokenizedDocument text, NoiseKey key, ObjectiveContext context);

  /**
   * Returns empty metrics for an evaluation on held-out text.
   *
   * @param context vocabulary, limits and noise
   * @param unigram token frequencies of the training text, from which the loss without context is
   *     computed, or null if they are unknown
   */
  HeldOutFigures newFigures(ObjectiveContext context, @Nullable UnigramModel unigram);
}
