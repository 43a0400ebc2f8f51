package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.bart.model.ModelKind;
import io.noisette.bart.model.PretrainedModel;
import io.noisette.bart.objective.ExampleReader;
import io.noisette.bart.objective.HeldOutBatch;
import io.noisette.bart.objective.HeldOutBatches;
import io.noisette.bart.objective.HeldOutFigures;
import io.noisette.bart.objective.Objective;
import io.noisette.bart.objective.ObjectiveContext;
import io.noisette.bart.objective.SequenceLosses;
import io.noisette.bart.objective.UnigramModel;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfig;
import io.noisette.noise.TokenizerVocabulary;
import io.noisette.noising.Noise;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.VocabularyCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures a BART on a held-out corpus by an objective, once per noise spec. */
final class ObjectiveEvaluator {

  /** Model and unigram frequencies that all rows are measured with. */
  private record Pass(NDManager manager, PretrainedModel model, @Nullable UnigramModel unigram) {}

  /**
   * Compiles the noise specs, one per row of results; a single null for an objective without noise.
   */
  @FunctionalInterface
  interface Noises {
    List<@Nullable Noise> compile(PretrainedRun run, TokenizerVocabulary vocabulary)
        throws IOException;
  }

  private final ObjectiveEvaluationConfig config;
  private final Console console;
  private final StopSignal stop;

  ObjectiveEvaluator(ObjectiveEvaluationConfig config, Console console, StopSignal stop) {
    this.config = config;
    this.console = console;
    this.stop = stop;
  }

  /** Returns one result per noise spec; fewer if a stop was requested. */
  List<EvaluationResult> evaluate(Objective objective, Noises noises) throws IOException {
    Path directory = ModelPath.resolve(config.model());
    PretrainedRun run = PretrainedRun.of(directory);
    ModelKind kind = objective.getModelKind();
    BartConfig shape = PretrainedModel.readConfig(directory, kind);
    int sequenceLength = sequenceLength(run, shape);
    Torch.setThreads(config.threads());
    try (PretrainingData data = PretrainingData.open(config.corpus(), null, sequenceLength)) {
      new VocabularyCheck(directory, "--model")
          .require(shape.vocabSize(), data.getTokenizer(), console);
      TokenizerVocabulary vocabulary = new TokenizerVocabulary(data.getTokenizer());
      Map<String, HeldOutBatches> batches = new LinkedHashMap<>();
      for (Noise noise : noises.compile(run, vocabulary)) {
        ObjectiveContext context =
            new ObjectiveContext(vocabulary, shape.special(), shape.maxPositionEmbeddings(), noise);
        batches.put(
            noise == null ? "" : noise.getSpec().toString(), batches(data, objective, context));
      }
      UnigramModel unigram = run.countTokens(shape.vocabSize(), console);
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("model", directory.toString());
      details.put("corpus", data.getDigests().get("corpus"));
      details.put("sequence_length", sequenceLength);
      details.put("seed", config.seed());
      try (NDManager manager = Torch.newManager(config.device());
          PretrainedModel model = PretrainedModel.read(manager, directory, kind)) {
        return measure(batches, tokensOf(data), new Pass(manager, model, unigram), details);
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
          String.format(
              Locale.ROOT,
              "--sequence-length %d is longer than %s allows (max_position_embeddings = %d)",
              length,
              config.model(),
              most));
    }
    return length;
  }

  private HeldOutBatches batches(
      PretrainingData data, Objective objective, ObjectiveContext context) {
    return new HeldOutBatches(
        new ExampleReader(data.getSequences(), objective, context, config.seed()),
        config.tokens(),
        config.microBatchTokens());
  }

  /**
   * Returns the approximate number of tokens per row; the last sequence may exceed the requested
   * number.
   */
  private long tokensOf(PretrainingData data) {
    long all = data.getTokens() + 2 * data.getSequences().getSize();
    return config.tokens() > 0 ? Math.min(config.tokens(), all) : all;
  }

  private List<EvaluationResult> measure(
      Map<String, HeldOutBatches> batches, long tokens, Pass pass, Map<String, Object> details) {
    List<EvaluationResult> results = new ArrayList<>();
    try (Progress progress = console.progress("evaluate", tokens * batches.size(), "tokens")) {
      for (Map.Entry<String, HeldOutBatches> row : batches.entrySet()) {
        HeldOutFigures figures = row.getValue().newFigures(pass.unigram());
        long before = tokens * results.size();
        long done = 0;
        for (HeldOutBatch batch : row.getValue()) {
          batch.measure(pass.manager(), pass.model(), figures);
          done += batch.countTokens();
          progress.update(before + Math.min(tokens, done), describe(row.getKey(), figures));
          if (stop.isRequested()) {
            return results;
          }
        }
        results.add(result(row.getKey(), figures, details));
      }
    }
    return results;
  }

  private static String describe(String noise, HeldOutFigures figures) {
    String loss = String.format(Locale.ROOT, "loss %.3f", figures.getLosses().getLoss());
    return noise.isEmpty() ? loss : loss + ", " + noise;
  }

  private EvaluationResult result(
      String noise, HeldOutFigures figures, Map<String, Object> common) {
    SequenceLosses losses = figures.getLosses();
    if (!Double.isFinite(losses.getLoss())) {
      throw new NonFiniteException(
          "%s: the loss is %s, not a finite number%s; use an earlier checkpoint"
              .formatted(
                  config.model(),
                  losses.getLoss(),
                  noise.isEmpty() ? "" : ", with the noise " + noise));
    }
    Map<String, Object> details = new LinkedHashMap<>(common);
    if (!noise.isEmpty()) {
      details.put("noise", noise);
    }
    details.putAll(figures.getCounts());
    String task = config.evaluation().task();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(task + ".loss", losses.getLoss());
    if (losses.getSequences() > 1) {
      metrics.put(task + ".loss_stderr", losses.getLossError());
    }
    metrics.putAll(figures.toMap(task + "."));
    return new EvaluationResult(task, losses.getSequences(), metrics, details);
  }
}
