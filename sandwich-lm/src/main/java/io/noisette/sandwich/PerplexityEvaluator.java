package io.noisette.sandwich;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.corpus.StreamWindows;
import io.noisette.corpus.TokenStream;
import io.noisette.engine.Torch;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.UsageException;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.model.sandwich.SandwichDirectory;
import io.noisette.model.sandwich.SandwichModel;
import io.noisette.model.sandwich.StreamScorer;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.VocabularyCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures the perplexity of a language model on a corpus. */
final class PerplexityEvaluator {

  private static final String PREFIX = "perplexity.";

  private final PerplexityConfig config;
  private final Console console;
  private final StopSignal stop;

  PerplexityEvaluator(PerplexityConfig config, Console console, StopSignal stop) {
    this.config = config;
    this.console = console;
    this.stop = stop;
  }

  List<EvaluationResult> evaluate() throws IOException {
    Path directory = ModelPath.resolve(config.model());
    SandwichDirectory files = new SandwichDirectory(directory);
    SandwichConfig shape = files.readConfig();
    Torch.setThreads(config.threads());
    try (LanguageData data = LanguageData.open(config.corpus(), null)) {
      new VocabularyCheck(directory, "--model")
          .require(shape.vocabSize(), data.getTokenizer(), console);
      StreamWindows windows = windows(shape, data.getStream());
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("model", directory.toString());
      details.put("corpus", data.getCorpus().getDigest());
      details.put("window", windows.window());
      details.put("stride", windows.stride());
      try (NDManager manager = Torch.newManager(config.device());
          SandwichModel model = files.read(manager)) {
        StreamScorer.Score score =
            measure(new StreamScorer(manager, model, config.microBatchTokens()), data, windows);
        return stop.isRequested() ? List.of() : List.of(result(score, data, details));
      }
    }
  }

  private StreamWindows windows(SandwichConfig shape, TokenStream stream) {
    Integer given = config.window();
    int window = given == null ? shape.maxPositions() : given;
    if (window > shape.maxPositions()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--window %d is longer than %s allows (max_positions = %d)",
              window,
              config.model(),
              shape.maxPositions()));
    }
    int stride = config.stride() == null ? window : config.stride();
    if (stride > window) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--stride %d must be at most --window = %d, or some tokens would not be predicted",
              stride,
              window));
    }
    return new StreamWindows(stream.getLength(), window, stride);
  }

  private StreamScorer.Score measure(
      StreamScorer scorer, LanguageData data, StreamWindows windows) {
    try (Progress progress = console.progress("evaluate", windows.getScored(), "tokens")) {
      return scorer.measure(
          data.getStream(),
          windows,
          sofar -> {
            progress.update(
                sofar.tokens(),
                String.format(Locale.ROOT, "perplexity %.2f", Math.exp(sofar.loss())));
            return !stop.isRequested();
          });
    }
  }

  private EvaluationResult result(
      StreamScorer.Score score, LanguageData data, Map<String, Object> details) {
    if (!Double.isFinite(score.loss())) {
      throw new NonFiniteException(
          ("%s: the loss is %s, not a finite number; the model has diverged, use an earlier"
                  + " checkpoint")
              .formatted(config.model(), score.loss()));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(PREFIX + "loss", score.loss());
    metrics.put(PREFIX + "perplexity", Math.exp(score.loss()));
    details.put("tokens", score.tokens());
    details.put("normaliser", data.getNormaliser());
    if (!data.getCorpus().getManifest().lineEnds()) {
      TextSize size = TextSize.of(data.getCorpus(), data.getTokenizer());
      details.put("words", size.words());
      details.put("bytes", size.bytes());
      metrics.put(PREFIX + "word_perplexity", Math.exp(score.nats() / size.words()));
      metrics.put(PREFIX + "bits_per_byte", score.nats() / Math.log(2) / size.bytes());
    }
    return new EvaluationResult(config.evaluation().task(), score.tokens(), metrics, details);
  }
}
