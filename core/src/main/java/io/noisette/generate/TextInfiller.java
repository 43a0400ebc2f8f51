package io.noisette.generate;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.engine.UseLock;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.generate.search.BartGenerator;
import io.noisette.generate.search.GenerationConfigFile;
import io.noisette.generate.search.GenerationSettings;
import io.noisette.generate.search.GenerationSettingsBuilder;
import io.noisette.generate.search.Hypothesis;
import io.noisette.generate.target.TokenizerFit;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.run.ModelPath;
import io.noisette.text.WhiteSpace;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A BART model with its tokenizer, which fills in the masks of texts: the model reads {@code <s>
 * text </s>} and generates the whole text (docs/papers.md 1.5). A text without masks is generated
 * as well. Thread-safe.
 */
public final class TextInfiller implements AutoCloseable {

  /**
   * Maximum number of generated tokens beyond twice the source: masks stand for a few words each,
   * and a model that has not learned to stop must be stopped.
   */
  private static final int ROOM = 16;

  private final NDManager manager;
  private final Tokenizer tokenizer;
  private final BartModel model;
  private final GenerationSettings byDefault;
  private final UseLock lock = new UseLock("the model");

  private TextInfiller(
      NDManager manager, Tokenizer tokenizer, BartModel model, GenerationSettings byDefault) {
    this.manager = manager;
    this.tokenizer = tokenizer;
    this.model = model;
    this.byDefault = byDefault;
  }

  /**
   * Opens a model written by Noisette, with its tokenizer.
   *
   * @param path model directory, checkpoint or run directory
   * @param device {@code cpu} or {@code cuda:N}
   */
  public static TextInfiller open(Path path, String device) throws IOException {
    return open(path, device, notice -> {});
  }

  /**
   * Opens a model with its tokenizer, and passes descriptions of unused tensors to {@code notices}.
   *
   * @param path Hugging Face model directory, checkpoint or run directory
   * @param device {@code cpu} or {@code cuda:N}
   * @param notices receives one line per kind of unused tensors
   * @throws UsageException if there is no such model, or no tokenizer that fits it
   */
  public static TextInfiller open(Path path, String device, Consumer<String> notices)
      throws IOException {
    Path directory = ModelPath.resolve(path);
    InfillFit.require(directory);
    GenerationSettings byDefault = GenerationConfigFile.read(directory);
    Tokenizer tokenizer = Tokenizer.load(directory);
    try {
      BartDirectory bart = new BartDirectory(directory, notices);
      BartConfig config = bart.readConfigOfOneVocabulary();
      TokenizerFit.require(directory, tokenizer, config);
      checkForcedTokens(directory, byDefault, config);
      NDManager manager = Torch.newManager(device);
      try {
        return new TextInfiller(
            manager, tokenizer, bart.readForInference(manager, Precision.FP32), byDefault);
      } catch (IOException | RuntimeException e) {
        manager.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /**
   * Fills in the masks of a text by beam search.
   *
   * @param text text with {@code <mask>} in each place to fill in
   * @param beams beam size
   * @return up to {@code beams} distinct texts, best first
   * @throws UsageException if the text is blank or longer than the model's maximum number of
   *     positions
   */
  public List<Completion> infill(String text, int beams) {
    return infill(text, beams, tokens -> {});
  }

  /**
   * Fills in the masks of a text like {@link #infill(String, int)}, and calls {@code onToken} after
   * each step with the number of tokens generated so far.
   */
  public List<Completion> infill(String text, int beams, IntConsumer onToken) {
    Objects.requireNonNull(text, "a text to fill in must not be null");
    return lock.use(
        () ->
            distinct(
                search(encode(text), beams, onToken).stream()
                    .map(found -> new Completion(decode(found.getTokens()), found.getScore()))
                    .toList()));
  }

  /** Removes completions whose text, though not their token ids, equals that of a better one. */
  static List<Completion> distinct(List<Completion> completions) {
    Set<String> seen = new HashSet<>();
    return completions.stream().filter(completion -> seen.add(completion.text())).toList();
  }

  /** Returns the best target sequences of a source, best first. */
  List<Hypothesis> search(int[] source, int beams, IntConsumer onToken) {
    return new BartGenerator(manager, model)
        .generate(source, settings(source.length, beams), onToken);
  }

  NDManager getManager() {
    return manager;
  }

  /** Frees the native memory, after waiting for other threads that are filling in masks. */
  @Override
  public void close() {
    lock.close(
        () -> {
          model.close();
          manager.close();
          tokenizer.close();
        });
  }

  private static void checkForcedTokens(
      Path directory, GenerationSettings settings, BartConfig config) {
    try {
      settings.requireTokensBelow(config.vocabSize());
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(directory + ": " + e.getMessage(), e);
    }
  }

  static void requireText(String text) {
    if (WhiteSpace.isBlank(text)) {
      throw new UsageException("the text is empty, so there is nothing to fill in");
    }
  }

  /** Returns the input of the model, {@code <s> text </s>}. */
  int[] encode(String text) {
    requireText(text);
    int[] ids = tokenizer.encodeMarked(text.strip());
    for (int id : ids) {
      requireKnown(id);
    }
    int[] source = new int[ids.length + 2];
    source[0] = tokenizer.getBosId();
    System.arraycopy(ids, 0, source, 1, ids.length);
    source[source.length - 1] = tokenizer.getEosId();
    int positions = model.getConfig().maxPositionEmbeddings();
    if (source.length > positions) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "the text has %,d tokens with <s> and </s>, but the model has only %,d positions;"
                  + " give a shorter text",
              source.length,
              positions));
    }
    return source;
  }

  /** Some models lack the embedding of {@code <mask>}, which only texts with masks need. */
  private void requireKnown(int id) {
    int size = model.getConfig().vocabSize();
    if (id < size) {
      return;
    }
    throw new UsageException(
        id == tokenizer.getMaskId()
            ? String.format(
                Locale.ROOT,
                "the model cannot fill in masks: the id of <mask> is %d, but the model has a"
                    + " vocabulary of %,d",
                id,
                size)
            : String.format(
                Locale.ROOT,
                "the text has the token '%s', whose id %d is outside the model's vocabulary of %,d;"
                    + " use the tokenizer that the model was trained with",
                tokenizer.getToken(id),
                id,
                size));
  }

  /**
   * Returns the settings of the model's directory, except for lengths, which are meant for the task
   * that the model was published for.
   */
  private GenerationSettings settings(int sourceLength, int beams) {
    BartConfig config = model.getConfig();
    return GenerationSettingsBuilder.builder(byDefault)
        .numBeams(beams)
        .numReturnSequences(beams)
        .maxNewTokens(Math.min(2 * sourceLength + ROOM, config.maxPositionEmbeddings()))
        .minNewTokens(0)
        .forcedBosTokenId(
            Objects.requireNonNullElse(byDefault.forcedBosTokenId(), config.special().bos()))
        .forcedEosTokenId(
            Objects.requireNonNullElse(byDefault.forcedEosTokenId(), config.special().eos()))
        .build();
  }

  /**
   * Decodes ids, ignoring special tokens and ids beyond the tokenizer's vocabulary, which an
   * untrained model may generate.
   */
  String decode(int[] ids) {
    int[] known =
        Arrays.stream(ids)
            .filter(id -> id < tokenizer.getSize() && !tokenizer.isSpecial(id))
            .toArray();
    return tokenizer.decode(known).strip();
  }
}
