package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.noise.NoiseSetting;
import io.noisette.noise.TokenizerVocabulary;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.VocabularyCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures a model on a corpus, by one noise after the other. */
final class DenoisingEvaluator {

  private static final String PREFIX = "denoising.";

  private final DenoisingEvaluationConfig config;
  private final NoiseCompiler noiseCompiler;
  private final Console console;
  private final StopSignal stop;

  DenoisingEvaluator(
      DenoisingEvaluationConfig config,
      NoiseCompiler noiseCompiler,
      Console console,
      StopSignal stop) {
    this.config = config;
    this.noiseCompiler = noiseCompiler;
    this.console = console;
    this.stop = stop;
  }

  List<EvaluationResult> evaluate() throws IOException {
    Path directory = ModelPath.resolve(config.model());
    PretrainedRun run = PretrainedRun.of(directory);
    BartDirectory bart = new BartDirectory(directory);
    BartConfig shape = bart.readConfig();
    int sequenceLength = sequenceLength(run, shape);
    Torch.setThreads(config.threads());
    try (PretrainingData data = PretrainingData.open(config.corpus(), null, sequenceLength)) {
      new VocabularyCheck(directory, "--model")
          .require(shape.vocabSize(), data.getTokenizer(), console);
      Map<String, HeldOutBatches> batches = batchesByNoise(run, data, shape);
      UnigramModel unigram = run.countTokens(shape.vocabSize(), console);
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("model", directory.toString());
      details.put("corpus", data.getDigests().get("corpus"));
      details.put("sequence_length", sequenceLength);
      details.put("seed", config.seed());
      try (NDManager manager = Torch.newManager(config.device());
          BartModel model = bart.read(manager)) {
        HeldOutLosses losses = new HeldOutLosses(manager, model, unigram);
        return measure(losses, batches, tokensOf(data), details);
      }
    }
  }

  private int sequenceLength(PretrainedRun run, BartConfig shape) {
    Integer given = config.sequenceLength();
    Integer ofRun = run.settings().sequenceLength();
    int most = shape.maxPositionEmbeddings();
    int length = given != null ? given : ofRun != null ? ofRun : most;
    if (length > most) {
      throw new UsageException(
          "--sequence-length %d, but %s has max_position_embeddings %d"
              .formatted(length, config.model(), most));
    }
    return length;
  }

  private Map<String, HeldOutBatches> batchesByNoise(
      PretrainedRun run, PretrainingData data, BartConfig shape) {
    String ofRun = run.settings().noise();
    List<String> given = config.noise();
    List<String> specs =
        given != null ? given : List.of(ofRun != null ? ofRun : DenoisingEvaluation.PAPER_NOISE);
    TokenizerVocabulary vocabulary = new TokenizerVocabulary(data.getTokenizer());
    Map<String, HeldOutBatches> batches = new LinkedHashMap<>();
    for (String spec : specs) {
      Noise noise = NoiseSetting.compile(spec, noiseCompiler, vocabulary);
      batches.put(
          noise.getSpec().toString(),
          new HeldOutBatches(
              data.getSequences(),
              new DenoisingSample(
                  noise, vocabulary, shape.special(), shape.maxPositionEmbeddings()),
              shape.special().decoderStart(),
              config.seed(),
              config.tokens(),
              config.microBatchTokens()));
    }
    return batches;
  }

  /** Target tokens of a pass, about: the last sample may go beyond what is asked for. */
  private long tokensOf(PretrainingData data) {
    long all = data.getTokens() + 2 * data.getSequences().getSize();
    return config.tokens() > 0 ? Math.min(config.tokens(), all) : all;
  }

  private List<EvaluationResult> measure(
      HeldOutLosses losses,
      Map<String, HeldOutBatches> batches,
      long tokens,
      Map<String, Object> details) {
    List<EvaluationResult> results = new ArrayList<>();
    try (Progress progress = console.progress("evaluate", tokens * batches.size(), "tokens")) {
      for (Map.Entry<String, HeldOutBatches> row : batches.entrySet()) {
        long before = tokens * results.size();
        DenoisingFigures figures =
            losses.measure(
                row.getValue(),
                sofar -> {
                  long done = before + Math.min(tokens, sofar.getTokens());
                  progress.update(done, describe(row.getKey(), sofar));
                  return !stop.isRequested();
                });
        if (stop.isRequested()) {
          break;
        }
        results.add(result(row.getKey(), figures, details));
      }
    }
    return results;
  }

  private static String describe(String noise, DenoisingFigures figures) {
    return String.format(Locale.ROOT, "loss %.3f, %s", figures.getLoss(), noise);
  }

  private EvaluationResult result(
      String noise, DenoisingFigures figures, Map<String, Object> common) {
    if (!Double.isFinite(figures.getLoss())) {
      throw new NonFiniteException(
          "%s: the loss is not finite, but %s, with the noise %s"
              .formatted(config.model(), figures.getLoss(), noise));
    }
    Map<String, Object> details = new LinkedHashMap<>(common);
    details.put("noise", noise);
    details.put("tokens", figures.getTokens());
    details.put("hidden_tokens", figures.getHiddenTokens());
    details.put("copied_tokens", figures.getCopiedTokens());
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(PREFIX + "loss", figures.getLoss());
    if (figures.getSamples() > 1) {
      metrics.put(PREFIX + "loss_stderr", figures.getLossError());
    }
    metrics.putAll(figures.toMap(PREFIX));
    return new EvaluationResult(config.evaluation().task(), figures.getSamples(), metrics, details);
  }
}
