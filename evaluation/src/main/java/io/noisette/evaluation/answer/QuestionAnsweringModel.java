package io.noisette.evaluation.answer;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.engine.UseLock;
import io.noisette.evaluation.squad.SquadExample;
import io.noisette.failure.UsageException;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.directory.LengthFit;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.PairFormat;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A model that answers questions about texts, with its tokenizer, and with windows as in the run
 * that fine-tuned it. Thread-safe.
 */
public final class QuestionAnsweringModel implements AutoCloseable {

  private static final double EVEN = 0.5;

  private final Path directory;
  private final NDManager manager;
  private final QuestionAnswerer model;
  private final Tokenizer tokenizer;
  private final int maxLength;
  private final SpanEncoder encoder;
  private final SpanPredictor predictor;
  private final @Nullable Double threshold;
  private final UseLock lock = new UseLock("the model");
  private final Consumer<String> warnings;

  private QuestionAnsweringModel(
      Path directory,
      NDManager manager,
      QuestionAnswerer model,
      Tokenizer tokenizer,
      AnsweringSettings settings,
      Consumer<String> warnings)
      throws IOException {
    this.warnings = warnings;
    this.directory = directory;
    this.manager = manager;
    this.model = model;
    this.tokenizer = tokenizer;
    AnsweringRun run = AnsweringRun.of(directory);
    WindowSettings windows = toWindows(settings, run);
    maxLength = findLength(settings, run, directory, model.getMaxLength());
    encoder =
        new SpanEncoder(
            tokenizer,
            maxLength,
            firstOf(settings.pairFormat(), run.pairFormat(), PairFormat.TRANSFORMERS),
            windows);
    predictor =
        new SpanPredictor(manager, model, windows.maxAnswerLength(), settings.microBatchTokens());
    threshold = findThreshold(settings, run, directory);
  }

  /**
   * Opens a model with the windows of the run that fine-tuned it.
   *
   * @param path a Hugging Face model directory, a checkpoint or a run
   * @param device {@code cpu} or {@code cuda:N}
   * @throws UsageException if there is no model, or it has no span head or no tokenizer
   */
  public static QuestionAnsweringModel open(Path path, String device) throws IOException {
    return open(AnsweringSettings.of(path).withDevice(device), notice -> {});
  }

  /**
   * Opens a model. The number of threads is not a property of the model: it is set for the process.
   *
   * @param warnings receives what a user should notice about the files, and later about questions
   * @throws UsageException if it has no span head, or a setting does not fit it
   */
  public static QuestionAnsweringModel open(AnsweringSettings settings, Consumer<String> warnings)
      throws IOException {
    Path directory = ModelPath.resolve(settings.model());
    ModelDirectory stored = new ModelDirectory(directory, warnings);
    stored.requireQuestionAnswering();
    Tokenizer tokenizer = Tokenizer.load(directory);
    try {
      tokenizer.requireIdsBelow(stored.readVocabSize(), warnings);
      return open(stored, directory, tokenizer, settings, warnings);
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static QuestionAnsweringModel open(
      ModelDirectory stored,
      Path directory,
      Tokenizer tokenizer,
      AnsweringSettings settings,
      Consumer<String> warnings)
      throws IOException {
    NDManager manager = Torch.newManager(settings.device());
    try {
      QuestionAnswerer model = stored.readQuestionAnswering(manager, ModelOptions.DEFAULT);
      return new QuestionAnsweringModel(directory, manager, model, tokenizer, settings, warnings);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Returns the directory of the model. */
  public Path getDirectory() {
    return directory;
  }

  /** Returns the maximum number of tokens per window. */
  public int getMaxLength() {
    return maxLength;
  }

  /** Returns the encoder that divides contexts into windows. */
  public SpanEncoder getEncoder() {
    return encoder;
  }

  /**
   * Predicts the answers of all examples, or returns null if {@code goOn} ends the work early.
   *
   * @param goOn called after each batch with the number of windows done; returns false to stop
   * @throws IllegalStateException if the model is closed
   */
  public @Nullable SpanPredictions predict(SpanExamples examples, IntPredicate goOn) {
    // a wrapper, since a lock returns no null
    return lock.use(() -> new Outcome(predictor.predict(examples, goOn))).predictions();
  }

  /** Returns whether the model knows questions without answer, as one of SQuAD 2.0. */
  public boolean isVersion2() {
    return threshold != null;
  }

  /** Returns the probability of no answer above which a question counts as unanswered. */
  public double getThreshold() {
    return threshold == null ? EVEN : threshold;
  }

  /**
   * Answers a question about a text.
   *
   * @throws IllegalStateException if the model is closed
   */
  public SpanPrediction answer(String question, String context) {
    SpanExamples windows = encode(question, context);
    return Objects.requireNonNull(predict(windows, done -> true)).predictions().get(0);
  }

  /** Divides a text into windows with a question. */
  SpanExamples encode(String question, String context) {
    Objects.requireNonNull(question, "a question must not be null");
    Objects.requireNonNull(context, "a text to search must not be null");
    SquadExample example = new SquadExample("", "", context, question, List.of());
    return SpanExamples.of(List.of(example), encoder, warnings);
  }

  /** Frees the native memory, after waiting for other threads that are answering. */
  @Override
  public void close() {
    lock.close(
        () -> {
          model.close();
          manager.close();
          tokenizer.close();
        });
  }

  private record Outcome(@Nullable SpanPredictions predictions) {}

  private static WindowSettings toWindows(AnsweringSettings settings, AnsweringRun run) {
    WindowSettings byDefault = WindowSettings.DEFAULT;
    return new WindowSettings(
        firstOf(settings.docStride(), run.docStride(), byDefault.docStride()),
        firstOf(
            settings.maxQuestionLength(), run.maxQuestionLength(), byDefault.maxQuestionLength()),
        firstOf(settings.maxAnswerLength(), run.maxAnswerLength(), byDefault.maxAnswerLength()));
  }

  private static int findLength(
      AnsweringSettings settings, AnsweringRun run, Path directory, int most) {
    int length =
        firstOf(
            settings.maxLength(),
            run.maxLength(),
            Math.min(most, WindowSettings.DEFAULT_MAX_LENGTH));
    LengthFit.require(length, directory, most);
    return length;
  }

  private static @Nullable Double findThreshold(
      AnsweringSettings settings, AnsweringRun run, Path directory) throws IOException {
    if (settings.noAnswerThreshold() != null) {
      return settings.noAnswerThreshold();
    }
    Double chosen = AnsweringRun.readThreshold(directory);
    boolean isVersion2 = SquadTask.SQUAD2.getName().equals(run.task());
    return chosen == null && isVersion2 ? Double.valueOf(EVEN) : chosen;
  }

  private static <T> T firstOf(@Nullable T first, @Nullable T second, T otherwise) {
    return first != null ? first : second != null ? second : otherwise;
  }
}
