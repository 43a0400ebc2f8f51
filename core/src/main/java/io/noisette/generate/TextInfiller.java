package io.noisette.generate;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.run.ModelPath;
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
 * Fills in the masks of texts: the model reads {@code <s> text </s>} and writes the whole text anew
 * (docs/papers.md 1.5). Text without a mask is rewritten as the model would restore it. Any number
 * of threads may fill in at a time.
 */
public final class TextInfiller implements AutoCloseable {

  /**
   * Room for what masks stand for, in tokens, beyond twice the source: a mask is a few words in
   * pretraining, and a model that has not learned to stop is stopped.
   */
  private static final int ROOM = 16;

  private final NDManager manager;
  private final Tokenizer tokenizer;
  private final BartModel model;
  private final GenerationSettings byDefault;

  private TextInfiller(
      NDManager manager, Tokenizer tokenizer, BartModel model, GenerationSettings byDefault) {
    this.manager = manager;
    this.tokenizer = tokenizer;
    this.model = model;
    this.byDefault = byDefault;
  }

  /** Opens a model that Noisette has written, with its tokenizer. */
  public static TextInfiller open(Path path, String device) throws IOException {
    return open(path, device, notice -> {});
  }

  /**
   * Opens a model with its tokenizer.
   *
   * @param path a Hugging Face directory, a checkpoint or a run
   * @param device {@code cpu} or {@code cuda:N}
   * @param notices told, in a line, which tensors are not used
   * @throws UsageException if there is no such model, or no tokenizer that fits it
   */
  public static TextInfiller open(Path path, String device, Consumer<String> notices)
      throws IOException {
    Path directory = ModelPath.resolve(path);
    GenerationSettings byDefault = GenerationConfigFile.read(directory);
    Tokenizer tokenizer = Tokenizer.load(directory);
    try {
      BartDirectory bart = new BartDirectory(directory, notices);
      BartConfig config = bart.readConfig();
      checkFit(directory, tokenizer, config);
      checkForcedTokens(directory, byDefault, config);
      NDManager manager = Torch.newManager(device);
      try {
        return new TextInfiller(manager, tokenizer, bart.read(manager), byDefault);
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
   * Writes a text with its masks filled in.
   *
   * @param text with {@code <mask>} where something is missing
   * @param beams hypotheses followed at a time
   * @return up to {@code beams} different texts, best first
   * @throws UsageException if the text is blank or longer than the model's positions
   */
  public List<Completion> infill(String text, int beams) {
    return infill(text, beams, tokens -> {});
  }

  /** Like {@link #infill(String, int)}; {@code onToken} is told the tokens written so far. */
  public List<Completion> infill(String text, int beams, IntConsumer onToken) {
    return distinct(
        search(encode(text), beams, onToken).stream()
            .map(found -> new Completion(decode(found.getTokens()), found.getScore()))
            .toList());
  }

  /** Of completions with one text, which differ in ids only, the first. */
  static List<Completion> distinct(List<Completion> completions) {
    Set<String> seen = new HashSet<>();
    return completions.stream().filter(completion -> seen.add(completion.text())).toList();
  }

  /** The best targets of a source, best first. */
  List<Hypothesis> search(int[] source, int beams, IntConsumer onToken) {
    return new BartGenerator(manager, model)
        .generate(source, settings(source.length, beams), onToken);
  }

  NDManager getManager() {
    return manager;
  }

  @Override
  public void close() {
    model.close();
    manager.close();
    tokenizer.close();
  }

  private static void checkFit(Path directory, Tokenizer tokenizer, BartConfig config) {
    tokenizer.requireIdsBelow(config.vocabSize());
    if (tokenizer.getBosId() != config.special().bos()
        || tokenizer.getEosId() != config.special().eos()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s: in the tokenizer <s> and </s> are %d and %d, in config.json %d and %d",
              directory,
              tokenizer.getBosId(),
              tokenizer.getEosId(),
              config.special().bos(),
              config.special().eos()));
    }
    tokenizer.getMaskId(); // fails if there is none
  }

  private static void checkForcedTokens(
      Path directory, GenerationSettings settings, BartConfig config) {
    try {
      settings.requireTokensBelow(config.vocabSize());
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(directory + ": " + e.getMessage(), e);
    }
  }

  /** What the model reads: {@code <s> text </s>}. */
  int[] encode(String text) {
    if (text.isBlank()) {
      throw new UsageException("the text is empty: there is nothing to fill in");
    }
    int[] ids = tokenizer.encodeMarked(text.strip());
    int[] source = new int[ids.length + 2];
    source[0] = tokenizer.getBosId();
    System.arraycopy(ids, 0, source, 1, ids.length);
    source[source.length - 1] = tokenizer.getEosId();
    int positions = model.getConfig().maxPositionEmbeddings();
    if (source.length > positions) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "the text has %,d tokens with <s> and </s>, but the model has %,d positions",
              source.length,
              positions));
    }
    return source;
  }

  /** What the model's directory says, but for the lengths: those are of its own task. */
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

  /** A model may have more ids than its tokenizer, and an untrained one writes them. */
  String decode(int[] ids) {
    int[] known =
        Arrays.stream(ids)
            .filter(id -> id < tokenizer.getSize() && !tokenizer.isSpecial(id))
            .toArray();
    return tokenizer.decode(known).strip();
  }
}
