package io.noisette.bart.objective;

import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.report.ChartSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pretraining objective: what the model reads and predicts of a sequence of text, and which
 * figures say how well. {@link ObjectiveChoice} lists them all.
 */
public interface Objective {

  /** What the model learns to predict, as one line of {@code --help}. */
  String getSummary();

  /** Whether it corrupts the text by {@code --noise}, which it then needs. */
  boolean hasNoise();

  /** Whether a model that was trained by it can fill gaps. */
  boolean fillsGaps();

  /** Charts of its own figures in the report of a run. */
  List<ChartSpec> getCharts();

  /**
   * Makes what a model reads and predicts of a sequence: always the same for a key, so that a
   * resumed run sees what it would have seen, and in each epoch something else.
   *
   * @param text without special tokens
   */
  Example toExample(TokenizedDocument text, NoiseKey key, ObjectiveContext context);

  /**
   * Figures of a model that is measured on held-out text, still without any sequence.
   *
   * @param unigram of the text that was trained on, if it is known: the loss without any context
   */
  HeldOutFigures newFigures(ObjectiveContext context, @Nullable UnigramModel unigram);
}
