package io.noisette.seq2seq;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.text.TargetPerplexity;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.generate.search.BartGenerator;
import io.noisette.model.bart.ConditionalModel;
import io.noisette.run.DurableFiles;
import io.noisette.seq2seq.data.EncodedPairs;
import io.noisette.seq2seq.generation.GenerationScore;
import io.noisette.seq2seq.generation.PredictionLines;
import io.noisette.seq2seq.generation.RowGenerator;
import io.noisette.seq2seq.generation.ValidationExamples;
import io.noisette.train.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Validator that measures the loss of all validation targets, and a metric of the texts that the
 * model generates for a fixed sample of rows. The texts are written into the run directory.
 */
final class Seq2SeqValidator implements Validator {

  /** Name of the file in the run directory with the texts of the last validation. */
  static final String FILE_NAME = "validation-predictions.jsonl";

  static final String PREFIX = "validation_";

  /** Share of the work in the losses, if texts are generated too. */
  private static final double LOSS_SHARE = 0.2;

  private final Seq2SeqModel model;
  private final EncodedPairs pairs;
  private final TargetLosses losses;
  private final RowGenerator generator;
  private final SearchPlan search;
  private final Seq2SeqFinetuneConfig config;
  private final Console console;
  private final int[] rows;
  private boolean isTokenizedTold;

  Seq2SeqValidator(
      NDManager manager,
      ConditionalModel trained,
      Seq2SeqData data,
      SearchPlan search,
      Seq2SeqFinetuneConfig config,
      Console console) {
    this.model = data.model();
    this.pairs = data.validation();
    this.search = search;
    this.config = config;
    this.console = console;
    generator =
        new RowGenerator(
            new BartGenerator(manager, trained),
            search.settings(),
            data.model().tokenizer(),
            trained.getConfig().special());
    losses = new TargetLosses(manager, trained, generator, config.training().microBatchTokens());
    rows = RowGenerator.sample(pairs.getRowCount(), config.validationRows());
  }

  /** Returns the name of the figure that chooses the best checkpoint. */
  static String choiceOf(Seq2SeqMetric metric) {
    TextMetric text = metric.findTextMetric();
    return text == null ? LOSS : PREFIX + text.getMainFigure();
  }

  @Override
  public Map<String, Double> validate(StopSignal stop, DoubleConsumer progress) {
    TextMetric metric = config.metric().findTextMetric();
    double share = metric == null ? 1 : LOSS_SHARE;
    TargetPerplexity perplexity =
        losses.measure(pairs, stop, done -> progress.accept(share * done / pairs.getSize()));
    if (perplexity == null) {
      return Map.of();
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String name : new String[] {"loss", "perplexity", "word_perplexity"}) {
      figures.put(PREFIX + name, perplexity.getFigures().getOrDefault(name, Double.NaN));
    }
    if (metric != null && Double.isFinite(figures.getOrDefault(LOSS, Double.NaN))) {
      GenerationScore score = generate(metric, stop, progress);
      if (score == null) {
        return Map.of();
      }
      score.getFigures().forEach((name, value) -> figures.put(PREFIX + name, value));
      figures.put(PREFIX + "unfinished", (double) score.getUnfinished());
    }
    return figures;
  }

  private @Nullable GenerationScore generate(
      TextMetric metric, StopSignal stop, DoubleConsumer progress) {
    GenerationScore score = new GenerationScore(metric);
    StringBuilder lines = new StringBuilder();
    ValidationExamples examples = new ValidationExamples(model::decodeSource, pairs);
    generator.generate(
        pairs,
        rows,
        done -> progress.accept(LOSS_SHARE + (1 - LOSS_SHARE) * done / rows.length),
        stop::isRequested,
        text -> {
          score.add(text, pairs.getReferences(text.row()));
          lines.append(PredictionLines.toLine(text, pairs.getReferences(text.row())));
          examples.add(text);
        });
    if (stop.isRequested()) {
      return null;
    }
    examples.tell(console);
    String unfinished = score.describeUnfinished(search.settings().maxNewTokens());
    if (!unfinished.isEmpty()) {
      console.warn(unfinished);
    }
    if (!isTokenizedTold && !score.getTokenizedWarning().isEmpty()) {
      console.warn(score.getTokenizedWarning());
      isTokenizedTold = true;
    }
    write(lines.toString());
    return score;
  }

  private void write(String lines) {
    Path file = config.runtime().requireOutput().resolve(FILE_NAME);
    try {
      DurableFiles.replace(file, lines.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String getChoice() {
    return choiceOf(config.metric());
  }

  @Override
  public boolean isBetter(double figure, double other) {
    return config.metric() == Seq2SeqMetric.LOSS ? figure < other : figure > other;
  }
}
