package io.noisette.seq2seq;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.evaluation.text.Rouge;
import io.noisette.evaluation.text.TargetPerplexity;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.failure.NonFiniteException;
import io.noisette.generate.search.BartGenerator;
import io.noisette.generate.target.GenerationPlan;
import io.noisette.generate.target.SourceLimit;
import io.noisette.generate.target.SourcePrefix;
import io.noisette.generate.target.TargetSettings;
import io.noisette.model.bart.ConditionalDirectory;
import io.noisette.model.bart.ConditionalModel;
import io.noisette.run.ModelPath;
import io.noisette.run.OutputPlace;
import io.noisette.seq2seq.data.EncodedPairs;
import io.noisette.seq2seq.data.LengthSettings;
import io.noisette.seq2seq.data.PairEncoding;
import io.noisette.seq2seq.generation.GenerationScore;
import io.noisette.seq2seq.generation.PredictionLines;
import io.noisette.seq2seq.generation.RowGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Evaluates a BART or a single stack on all rows of some files. */
final class Seq2SeqEvaluator {

  private final Seq2SeqEvaluationConfig config;
  private final Console console;
  private final StopSignal stop;

  Seq2SeqEvaluator(Seq2SeqEvaluationConfig config, Console console, StopSignal stop) {
    this.config = config;
    this.console = console;
    this.stop = stop;
  }

  /** Returns one result, or none if a stop was requested. */
  List<EvaluationResult> evaluate() throws IOException {
    Path predictions = config.predictions();
    if (predictions != null) {
      OutputPlace.requireFile("--predictions", predictions);
      OutputPlace.requireOther("--predictions", predictions, config.data());
      OutputPlace.requireOther(
          "--predictions", predictions, ModelPath.filesOf(ModelPath.resolve(config.model())));
      OutputPlace.requireEarlier("--predictions", predictions, PredictionLines.BEGINNING);
    }
    Torch.setThreads(config.threads());
    try (Seq2SeqModel stored = Seq2SeqModel.open(config.model(), console::warn)) {
      LengthSettings lengths = chooseLengths(stored);
      EncodedPairs pairs =
          new PairEncoding(
                  "--data",
                  config.dataFormat(),
                  config.files(),
                  stored.toEncoders(
                      lengths,
                      SourcePrefix.choose(config.prefix(), stored.directory(), console::info)),
                  console)
              .read(config.data(), true, stop);
      if (pairs == null) {
        return List.of();
      }
      GenerationPlan search =
          GenerationPlan.of(
              TargetSettings.of(config.search()), stored.directory(), stored.config());
      stored
          .getLimits(lengths)
          .requireRoom(search.settings().maxNewTokens(), stored.config(), stored.directory());
      try (NDManager manager = Torch.newManager(config.device());
          ConditionalModel model =
              new ConditionalDirectory(stored.directory(), console::info)
                  .readForInference(manager, Precision.FP32)) {
        RowGenerator generator =
            new RowGenerator(
                new BartGenerator(manager, model),
                search.settings(),
                stored.tokenizer(),
                model.getConfig().special());
        TargetLosses losses =
            new TargetLosses(manager, model, generator, config.microBatchTokens());
        return evaluate(pairs, losses, generator, search);
      }
    }
  }

  private LengthSettings chooseLengths(Seq2SeqModel model) throws IOException {
    EvaluationLengthSettings given = config.lengths();
    return given.toLengths(
        SourceLimit.choose(
            given.maxSourceLength(),
            given.truncate(),
            model.directory(),
            model.config(),
            console::info));
  }

  private List<EvaluationResult> evaluate(
      EncodedPairs pairs, TargetLosses losses, RowGenerator generator, GenerationPlan search)
      throws IOException {
    TargetPerplexity perplexity = measure(pairs, losses);
    if (perplexity == null) {
      return List.of();
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    String prefix = config.evaluation().task() + ".";
    perplexity.getFigures().forEach((name, value) -> metrics.put(prefix + name, value));
    double loss = Objects.requireNonNull(metrics.get(prefix + "loss"));
    if (!Double.isFinite(loss)) {
      throw new NonFiniteException(
          "%s: the loss is %s, not a finite number; use an earlier checkpoint"
              .formatted(config.model(), loss));
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("model", config.model().toString());
    details.putAll(pairs.getSummary().toDetails());
    pairs.getDigests().forEach((name, digest) -> details.put("sha256 of " + name, digest));
    List<GenerationScore> scores = newScores();
    if (!scores.isEmpty()) {
      console.info("search: " + String.join(", ", search.origins()));
      if (!generate(pairs, generator, scores)) {
        return List.of();
      }
      for (GenerationScore score : scores) {
        score.getFigures().forEach((name, value) -> metrics.put(prefix + name, value));
        details.put("signature of " + score.getName(), score.getSignature());
        if (!score.getTokenizedWarning().isEmpty()) {
          console.warn(score.getTokenizedWarning());
        }
      }
      GenerationScore any = scores.get(0);
      details.put("generated", any.getRows());
      details.put("unfinished", any.getUnfinished());
      details.put("generation", String.join(", ", search.origins()));
      String unfinished = any.describeUnfinished(search.settings().maxNewTokens());
      if (!unfinished.isEmpty()) {
        console.warn(unfinished);
      }
    }
    return List.of(
        new EvaluationResult(config.evaluation().task(), pairs.getRowCount(), metrics, details));
  }

  private @Nullable TargetPerplexity measure(EncodedPairs pairs, TargetLosses losses) {
    try (Progress progress = console.progress("loss", pairs.getSize(), "targets")) {
      return losses.measure(pairs, stop, done -> progress.update(done, ""));
    }
  }

  private List<GenerationScore> newScores() {
    List<GenerationScore> scores = new ArrayList<>();
    for (Seq2SeqMetric metric : config.metric()) {
      boolean stems = metric == Seq2SeqMetric.ROUGE && config.stemmer();
      TextMetric text = stems ? new Rouge(true) : metric.findTextMetric();
      if (text != null) {
        scores.add(new GenerationScore(text));
      }
    }
    return scores;
  }

  /** Generates a text for each row; returns false if a stop was requested. */
  private boolean generate(EncodedPairs pairs, RowGenerator generator, List<GenerationScore> scores)
      throws IOException {
    Path file = config.predictions();
    int[] rows = RowGenerator.sample(pairs.getRowCount(), config.rows());
    try (PredictionLines lines = file == null ? null : PredictionLines.open(file);
        Progress progress = console.progress("generate", rows.length, "rows")) {
      generator.generate(
          pairs,
          rows,
          done -> progress.update(done, ""),
          stop::isRequested,
          text -> {
            List<String> references = pairs.getReferences(text.row());
            scores.forEach(score -> score.add(text, references));
            if (lines != null) {
              lines.write(text, references);
            }
          });
      if (lines != null && !stop.isRequested()) {
        lines.commit();
      }
    }
    return !stop.isRequested();
  }
}
