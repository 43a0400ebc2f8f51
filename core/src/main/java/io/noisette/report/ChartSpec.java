package io.noisette.report;

import java.util.List;

/**
 * A chart that a report draws of any run that has its figures. Modules contribute theirs by Guice's
 * {@code Multibinder}.
 *
 * @param unit of the values, such as {@code nats a token}
 * @param figures drawn together of one run, and each in a chart of its own of several
 */
public record ChartSpec(String title, String unit, Topic topic, Scale scale, List<Figure> figures) {

  /** Under which heading the chart stands. */
  public enum Topic {
    LEARNING,
    OPTIMIZATION
  }

  /** How values become heights. */
  public enum Scale {
    LINEAR,
    /** Logarithmic if the values are positive and spread over more than a decade and a half. */
    LOGARITHMIC_IF_WIDE,
    FROM_ZERO,
    /** From zero, shown in percent. */
    SHARE
  }

  /**
   * A figure of {@code metrics.jsonl}.
   *
   * @param key in the lines of the log
   * @param isReference whether it is a mark to compare with, not something the run reached
   */
  public record Figure(String key, String label, boolean isReference) {

    public static Figure of(String key, String label) {
      return new Figure(key, label, false);
    }

    public static Figure reference(String key, String label) {
      return new Figure(key, label, true);
    }
  }

  public ChartSpec {
    figures = List.copyOf(figures);
  }
}
