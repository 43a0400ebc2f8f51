package io.noisette.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.noisette.engine.NativeCache;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Text to token ids and back, by a Hugging Face {@code tokenizer.json}. Thread-safe.
 *
 * <p>Never adds special tokens, truncates or pads, whatever the file says.
 */
public final class Tokenizer implements AutoCloseable {

  static {
    // The native library comes out of its jar; nothing is fetched, nothing is reported.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
  }

  private final TokenizerFile file;
  private final String[] tokens;
  private final BitSet specials;
  private final BitSet wordStarts = new BitSet();
  private final HuggingFaceTokenizer plain;
  private final HuggingFaceTokenizer marked;

  private Tokenizer(TokenizerFile file) {
    this.file = file;
    int size = 1 + file.getIds().values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    tokens = new String[size];
    Arrays.fill(tokens, "");
    specials = file.getSpecials();
    TokenizerFile.WordStart wordStart = file.getWordStart();
    file.getIds()
        .forEach(
            (token, id) -> {
              tokens[id] = token;
              wordStarts.set(id, specials.get(id) || wordStart.test(token));
            });
    plain = load(file.toPlainJson());
    marked = load(file.toUnboundedJson());
  }

  /**
   * Loads a tokenizer.
   *
   * @param path a {@code tokenizer.json}, or a directory that holds one, or {@code vocab.json} with
   *     {@code merges.txt}, or {@code vocab.txt}
   */
  public static Tokenizer load(Path path) throws IOException {
    return new Tokenizer(TokenizerFile.read(path));
  }

  /** The tokenizer of whole words. */
  public static Tokenizer of(WordVocabulary vocabulary) {
    return new Tokenizer(TokenizerFile.of(vocabulary));
  }

  /** Whether a directory has a tokenizer that {@link #load} reads. */
  public static boolean isIn(Path directory) {
    return TokenizerFile.isIn(directory);
  }

  /** Ids of a text, in which the name of a special token is only text. */
  public int[] encode(String text) {
    return takeIds(TokenizersLibrary.LIB.encode(plain.getHandle(), text, false));
  }

  /** Ids of several texts, on all cores; like {@link #encode} of each. */
  public int[][] encode(List<String> texts) {
    String[] array = texts.toArray(String[]::new);
    long[] encodings = TokenizersLibrary.LIB.batchEncode(plain.getHandle(), array, false);
    return Arrays.stream(encodings).mapToObj(Tokenizer::takeIds).toArray(int[][]::new);
  }

  /** Ids of a text in which special tokens are meant, as in {@code "a <mask> day"}. */
  public int[] encodeMarked(String text) {
    return takeIds(TokenizersLibrary.LIB.encode(marked.getHandle(), text, false));
  }

  /** The text of some ids; special tokens appear by name. */
  public String decode(int[] ids) {
    long[] wide = Arrays.stream(ids).asLongStream().toArray();
    return TokenizersLibrary.LIB.decode(marked.getHandle(), wide, false);
  }

  /** Number of ids: all ids are in {@code [0, size)}. */
  public int getSize() {
    return tokens.length;
  }

  /**
   * Checks that a model knows all ids.
   *
   * @throws UsageException if not
   */
  public void requireIdsBelow(int vocabSize) {
    if (getSize() > vocabSize) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s has %,d ids, but the model knows %,d; take the tokenizer it was trained with",
              file.getPath(),
              getSize(),
              vocabSize));
    }
  }

  /** A token as the file spells it, such as {@code Ġday}. */
  public String getToken(int id) {
    return tokens[id];
  }

  /** Whether there is a token that the file spells so. */
  public boolean hasToken(String token) {
    return find(token) >= 0;
  }

  /** Whether its tokens are whole words between white space, so that others are unknown. */
  public boolean isOfWholeWords() {
    return file.isWordLevel();
  }

  /** Whether the id stands for no text: bos, eos, pad, unk, mask and the like. */
  public boolean isSpecial(int id) {
    return specials.get(id);
  }

  /** Whether the token starts a word; special tokens do. */
  public boolean isWordStart(int id) {
    return wordStarts.get(id);
  }

  public int getBosId() {
    return findSpecial("<s>", "[CLS]");
  }

  public int getPadId() {
    return findSpecial("<pad>", "[PAD]");
  }

  public int getEosId() {
    return findSpecial("</s>", "[SEP]");
  }

  public int getUnkId() {
    return findSpecial("<unk>", "[UNK]");
  }

  public int getMaskId() {
    return findSpecial("<mask>", "[MASK]");
  }

  /** SHA-256 of the file. */
  public String getDigest() {
    return file.getDigest();
  }

  /**
   * Writes {@code tokenizer.json}, and {@code tokenizer_config.json} for transformers, into a model
   * directory.
   */
  public void write(Path directory) throws IOException {
    Files.write(directory.resolve("tokenizer.json"), getFileBytes());
    Files.writeString(directory.resolve(TokenizerConfigFile.NAME), TokenizerConfigFile.of(this));
  }

  /** The bytes of the file, to be kept beside what was made with it. */
  public byte[] getFileBytes() {
    return file.getBytes();
  }

  @Override
  public void close() {
    plain.close();
    marked.close();
  }

  private HuggingFaceTokenizer load(String json) {
    NativeCache.require("tokenizers");
    try {
      return HuggingFaceTokenizer.newInstance(
          new ByteArrayInputStream(json.getBytes(UTF_8)),
          Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
    } catch (IOException | RuntimeException e) { // the native library throws plain ones
      throw new CorruptDataException(
          file.getPath() + " is not a tokenizer this version reads: " + e.getMessage(), e);
    }
  }

  /** Copies the ids only: the library's own Encoding holds an object for every token. */
  private static int[] takeIds(long encoding) {
    try {
      long[] ids = TokenizersLibrary.LIB.getTokenIds(encoding);
      int[] narrow = new int[ids.length];
      for (int i = 0; i < ids.length; i++) {
        narrow[i] = (int) ids[i];
      }
      return narrow;
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
  }

  private int find(String... names) {
    return file.find(List.of(names));
  }

  private int findSpecial(String... names) {
    int id = find(names);
    if (id < 0) {
      throw new UsageException(
          file.getPath() + " has none of the tokens " + String.join(", ", names));
    }
    return id;
  }
}
