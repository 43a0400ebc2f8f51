package io.noisette.generate.target;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.engine.UseLock;
import io.noisette.failure.UsageException;
import io.noisette.generate.search.BartGenerator;
import io.noisette.generate.search.Hypothesis;
import io.noisette.generate.search.SourceReader;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.ConditionalDirectory;
import io.noisette.model.bart.ConditionalModel;
import io.noisette.run.ModelPath;
import io.noisette.text.WhiteSpace;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A BART or a single stack with its tokenizer, which generates a target text from a source text:
 * the model reads {@code <s> source </s>}. Thread-safe.
 */
public final class TextToText implements AutoCloseable {

  private final NDManager manager;
  private final Tokenizer tokenizer;
  private final Tokenizer sources; // of a source encoder, or else the same
  private final ConditionalModel model;
  private final GenerationPlan plan;
  private final String prefix; // of every source
  private final SourceLimit limit;
  private final int batchTokens;
  private final UseLock lock = new UseLock("the model");

  private TextToText(
      NDManager manager,
      Tokenizer tokenizer,
      Tokenizer sources,
      ConditionalModel model,
      GenerationPlan plan,
      String prefix,
      SourceLimit limit,
      int batchTokens) {
    this.manager = manager;
    this.tokenizer = tokenizer;
    this.sources = sources;
    this.model = model;
    this.plan = plan;
    this.prefix = prefix;
    this.limit = limit;
    this.batchTokens = batchTokens;
  }

  /** Opens a model with the search settings of its checkpoint. */
  public static TextToText open(Path path, String device) throws IOException {
    return open(path, device, TargetSettings.NONE, notice -> {});
  }

  /**
   * Opens a model with its tokenizer.
   *
   * @param path Hugging Face model directory, checkpoint or run directory
   * @param device {@code cpu} or {@code cuda:N}
   * @param settings of the search; those of input and output are not read
   * @param notices receives one line per kind of unused tensors
   * @throws UsageException if there is no such model or no tokenizer that fits it, or a setting
   *     does not fit
   */
  public static TextToText open(
      Path path, String device, TargetSettings settings, Consumer<String> notices)
      throws IOException {
    Path directory = ModelPath.resolve(path);
    ConditionalDirectory stored = new ConditionalDirectory(directory, notices);
    BartConfig config = stored.readConfig();
    GenerationPlan plan = GenerationPlan.of(settings, directory, config);
    Tokenizer tokenizer = Tokenizer.load(directory);
    try {
      TokenizerFit.require(directory, tokenizer, config);
      Tokenizer sources = TokenizerFit.openSources(directory, tokenizer, config);
      try {
        NDManager manager = Torch.newManager(device);
        try {
          Precision precision = Objects.requireNonNullElse(settings.precision(), Precision.FP32);
          int batch =
              Objects.requireNonNullElse(
                  settings.batchTokens(), BartGenerator.DEFAULT_BATCH_TOKENS);
          String prefix = SourcePrefix.choose(settings.prefix(), directory, notices);
          SourceLimit limit =
              SourceLimit.choose(
                  settings.maxSourceLength(), settings.truncate(), directory, config, notices);
          ConditionalModel model = stored.readForGeneration(manager, precision);
          return new TextToText(manager, tokenizer, sources, model, plan, prefix, limit, batch);
        } catch (IOException | RuntimeException e) {
          manager.close();
          throw e;
        }
      } catch (IOException | RuntimeException e) {
        sources.close(); // again below, if it is the same
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Returns the text that is put before every source; empty for none. */
  public String getPrefix() {
    return prefix;
  }

  /** Returns the settings of the search, with their origins. */
  public GenerationPlan getPlan() {
    return plan;
  }

  /** Returns the maximum number of tokens of a source, {@code <s>} and {@code </s>} included. */
  public int getMaxSourceLength() {
    int positions = model.getConfig().getSourcePositions(plan.settings().maxNewTokens());
    Integer most = limit.most();
    return most == null ? positions : Math.min(most, positions);
  }

  /** Returns how much of a source is read, and what happens with longer ones. */
  SourceLimit getLimit() {
    return limit;
  }

  /** Returns why a source is limited, as a part of a message. */
  String describeLimit() {
    BartConfig config = model.getConfig();
    Integer most = limit.most();
    if (most != null && most == getMaxSourceLength()) {
      return String.format(Locale.ROOT, "--max-source-length is %,d", most);
    }
    return config.isSingleStack()
        ? String.format(
            Locale.ROOT,
            "the %,d positions of the model, which reads source and target as one text, leave only"
                + " %,d beside a target of %,d (--max-tokens)",
            config.maxPositionEmbeddings(),
            getMaxSourceLength(),
            plan.settings().maxNewTokens())
        : String.format(Locale.ROOT, "the model has only %,d positions", getMaxSourceLength());
  }

  /**
   * Generates the target texts of a source text.
   *
   * @return as many texts as the setting {@code best} says, best first
   * @throws UsageException if the source is blank, or longer than it may be and not to be cut
   */
  public List<Prediction> generate(String source) {
    Objects.requireNonNull(source, "a source text must not be null");
    List<Prediction> predictions = new ArrayList<>();
    generate(
        SourceReader.of(List.of(encode(source)).iterator()),
        finished -> {},
        predictions::addAll,
        () -> false);
    return predictions;
  }

  /**
   * Generates the target texts of encoded sources, and passes them on in the order of the sources.
   * Memory does not grow with the number of sources, see {@link BartGenerator}.
   *
   * @param sources token ids of each, as {@link #encode} gives them
   * @param onFinished called with the number of sources finished so far, in any order
   * @param results receives the texts of each source, best first
   * @param stop asked after each token; true ends the call without the remaining results
   */
  public void generate(
      SourceReader sources,
      IntConsumer onFinished,
      Consumer<List<Prediction>> results,
      BooleanSupplier stop) {
    lock.use(
        () -> {
          new BartGenerator(manager, model, batchTokens)
              .generate(
                  sources,
                  plan.settings(),
                  onFinished,
                  targets -> results.accept(targets.stream().map(this::toPrediction).toList()),
                  stop);
          return true;
        });
  }

  /**
   * Returns the input of the model, {@code <s> text </s>}, without the end of a text that is to be
   * cut; names of special tokens in the text are plain text.
   *
   * @throws UsageException if the text is blank, or longer than it may be and not to be cut
   */
  public int[] encode(String text) {
    requireText(text);
    int[] ids = encodeAnyLength(text);
    if (limit.truncation() == Truncation.CUT) {
      return withoutEnd(ids, getMaxSourceLength());
    }
    if (ids.length > getMaxSourceLength()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "the source text has %,d tokens with <s> and </s>, but %s; give a shorter text, or let"
                  + " --truncate cut keep its beginning",
              ids.length,
              describeLimit()));
    }
    return ids;
  }

  static void requireText(String text) {
    if (WhiteSpace.isBlank(text)) {
      throw new UsageException("the source text is empty, so there is nothing to generate from");
    }
  }

  /**
   * Returns the input of the model, {@code <s> text </s>}, where a text that is too long loses its
   * end.
   *
   * @param most maximum number of tokens, special tokens included
   */
  public int[] encodeBeginning(String text, int most) {
    return withoutEnd(encodeAnyLength(text), most);
  }

  /** Cuts the end of a source in front of its last token, {@code </s>}. */
  static int[] withoutEnd(int[] source, int most) {
    if (source.length <= most) {
      return source;
    }
    int[] kept = Arrays.copyOf(source, most);
    kept[most - 1] = source[source.length - 1];
    return kept;
  }

  /** Returns {@code <s> prefix text </s>}, perhaps longer than the model's positions. */
  int[] encodeAnyLength(String text) {
    Objects.requireNonNull(text, "a source text must not be null");
    int[] ids = sources.encode(prefix + text);
    int[] source = new int[ids.length + 2];
    source[0] = sources.getBosId();
    System.arraycopy(ids, 0, source, 1, ids.length);
    source[source.length - 1] = sources.getEosId();
    return source;
  }

  /** Returns the ids of the best target of a source, the decoder's start token first. */
  int[] search(int[] source) {
    return lock.use(
        () ->
            new BartGenerator(manager, model)
                .generate(source, plan.settings(), tokens -> {})
                .get(0)
                .getTokens());
  }

  NDManager getManager() {
    return manager;
  }

  private Prediction toPrediction(Hypothesis target) {
    return new Prediction(decode(target.getTokens()), target.getScore(), target.isComplete());
  }

  /** Returns the text of generated ids. */
  String decode(int[] ids) {
    return new TargetDetokenizer(tokenizer, model.getConfig().special()).decode(ids);
  }

  /** Frees the native memory, after waiting for other threads that are generating. */
  @Override
  public void close() {
    lock.close(
        () -> {
          model.close();
          manager.close();
          tokenizer.close();
          if (sources != tokenizer) {
            sources.close();
          }
        });
  }
}
