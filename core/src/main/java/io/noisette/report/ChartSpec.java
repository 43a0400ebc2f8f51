package io.noisette.report;

import java.util.List;

/**
 * Definition of a chart, which is drawn for every run that has logged its metrics. Guice modules
 * contribute charts by a {@code Multibinder}.
 *
 * @param title title of the chart
 * @param unit unit of the values, such as {@code per token}; {@link #LOSS_UNIT} and {@link #TOKENS}
 *     in it are replaced by what the runs have recorded
 * @param topic heading under which the chart is shown
 * @param scale scale of the y axis
 * @param figures metrics, which share one chart for one run, and have a chart each for several runs
 */
public record ChartSpec(String title, String unit, Topic topic, Scale scale, List<Figure> figures) {

  /** Stands for the unit of the runs' loss, such as {@code nats per target token}. */
  public static final String LOSS_UNIT = "{loss unit}";

  /** Stands for the tokens that the runs count, such as {@code target tokens}. */
  public static final String TOKENS = "{tokens}";

  /** Heading in the report under which a chart is shown. */
  public enum Topic {
    LEARNING,
    OPTIMIZATION
  }

  /** Scale of the y axis. */
  public enum Scale {
    LINEAR,
    /** Logarithmic if the values are positive and span more than a ratio of 30. */
    LOGARITHMIC_IF_WIDE,
    FROM_ZERO,
    /** Starting from zero, with labels in percent. */
    SHARE
  }

  /**
   * A metric of {@code metrics.jsonl} to be drawn as one curve of the chart.
   *
   * @param key key in the lines of the log
   * @param label name in the legend
   * @param isReference true for a value to compare with, which the run did not reach itself
   */
  public record Figure(String key, String label, boolean isReference) {

    /** Creates a curve of a metric. */
    public static Figure of(String key, String label) {
      return new Figure(key, label, false);
    }

    /** Creates a curve to compare with, such as a loss without context. */
    public static Figure reference(String key, String label) {
      return new Figure(key, label, true);
    }
  }

  public ChartSpec {
    figures = List.copyOf(figures);
  }
}
