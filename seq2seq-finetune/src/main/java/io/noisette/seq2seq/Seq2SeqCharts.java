package io.noisette.seq2seq;

import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import io.noisette.train.step.PlainStep;
import java.util.List;

/** Charts of runs that were fine-tuned on pairs of texts. */
final class Seq2SeqCharts {

  static final List<ChartSpec> ALL =
      List.of(
          of("ROUGE", "%, F1 of generated texts", "rouge1", "rouge2", "rougeL", "rougeLsum"),
          of("BLEU", "0 to 100, of generated texts", "bleu"),
          of("chrF", "0 to 100, of generated texts", "chrf"),
          of("Exact match", "% of generated texts", "exact_match"),
          of("Word F1", "%, of generated texts", "token_f1"),
          of("Results without an end", "generated texts at the maximum length", "unfinished"),
          new ChartSpec(
              "Smoothed loss",
              ChartSpec.LOSS_UNIT,
              Topic.OPTIMIZATION,
              Scale.LINEAR,
              List.of(Figure.of(PlainStep.SMOOTHED_LOSS, "with label smoothing"))));

  private Seq2SeqCharts() {}

  private static ChartSpec of(String title, String unit, String... figures) {
    return new ChartSpec(
        title,
        unit,
        Topic.LEARNING,
        Scale.LINEAR,
        List.of(figures).stream()
            .map(name -> Figure.of(Seq2SeqValidator.PREFIX + name, name))
            .toList());
  }
}
