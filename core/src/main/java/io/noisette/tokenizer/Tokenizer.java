package io.noisette.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.noisette.engine.UseLock;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.nativelib.NativeCache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer read from a Hugging Face {@code tokenizer.json}; encodes text as token ids and
 * decodes them. Thread-safe.
 *
 * <p>It never adds special tokens, truncates, pads or applies BPE-dropout, whatever the file says.
 */
public final class Tokenizer implements AutoCloseable {

  static {
    // The native library is unpacked from its jar; nothing is downloaded or reported.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
  }

  private final TokenizerFile file;
  private final String[] tokens;
  private final BitSet specials;
  private final boolean sentencesAlone;
  private final BitSet wordStarts = new BitSet();
  private final HuggingFaceTokenizer plain;
  private final HuggingFaceTokenizer marked;
  private final UseLock lock = new UseLock("the tokenizer");

  private Tokenizer(TokenizerFile file) {
    this.file = file;
    int size = 1 + file.getIds().values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    tokens = new String[size];
    Arrays.fill(tokens, "");
    specials = file.getSpecials();
    sentencesAlone = file.hasIndependentSentences();
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
   * Loads the tokenizer in a {@code tokenizer.json}, or in a model directory or corpus.
   *
   * @param path a {@code tokenizer.json}, or a directory that holds one, or that holds {@code
   *     vocab.json} with {@code merges.txt}, or {@code vocab.txt}
   * @throws UsageException if there is no tokenizer
   */
  public static Tokenizer load(Path path) throws IOException {
    return new Tokenizer(TokenizerFile.read(path));
  }

  /** Creates the word-level tokenizer of a vocabulary. */
  public static Tokenizer of(WordVocabulary vocabulary) {
    return new Tokenizer(TokenizerFile.of(vocabulary));
  }

  /** Returns true if a directory holds a tokenizer that {@link #load} can read. */
  public static boolean isIn(Path directory) {
    return TokenizerFile.isIn(directory);
  }

  /** Encodes a text as token ids; names of special tokens in it are treated as plain text. */
  public int[] encode(String text) {
    return encode(plain, text);
  }

  /** Encodes a text as {@link #encode(String)} does, with the place of each token in it. */
  public PlacedTokens encodeWithPlaces(String text) {
    requireText(text);
    int[] points = text.codePoints().toArray();
    return lock.use(
        () -> {
          long encoding = TokenizersLibrary.LIB.encode(plain.getHandle(), text, false);
          CharSpan[] spans = TokenizersLibrary.LIB.getTokenCharSpans(encoding);
          return TokenPlaces.place(takeIds(encoding), spans, points);
        });
  }

  /** Encodes several texts in parallel on all cores, each as {@link #encode(String)} does. */
  public int[][] encode(List<String> texts) {
    String[] array = texts.toArray(String[]::new);
    return lock.use(
        () -> Arrays.stream(encodeAll(array)).mapToObj(Tokenizer::takeIds).toArray(int[][]::new));
  }

  /**
   * Returns true if a sentence has the same token ids alone as within its document, as with BART's
   * byte-level BPE and BERT's WordPiece; false for tokenizers that mark the beginning of a text or
   * join a full stop with the following text.
   */
  public boolean hasIndependentSentences() {
    return sentencesAlone;
  }

  /**
   * Encodes documents, given as lists of sentences, in parallel on all cores. The ids of the
   * sentences of a document, joined, are those of the whole document; a token that lies in two
   * sentences belongs to the first.
   *
   * @param documents the sentences of each document, which joined are its text
   * @return the ids of all sentences, in order; an array may be empty
   */
  public List<int[]> encodeDocuments(List<List<String>> documents) {
    documents.forEach(sentences -> sentences.forEach(Tokenizer::requireText));
    String[] texts = documents.stream().map(parts -> String.join("", parts)).toArray(String[]::new);
    return lock.use(() -> encodeDocuments(documents, texts));
  }

  private List<int[]> encodeDocuments(List<List<String>> documents, String[] texts) {
    long[] encodings = encodeAll(texts);
    List<int[]> ids = new ArrayList<>();
    for (int i = 0; i < encodings.length; i++) {
      List<String> sentences = documents.get(i);
      if (sentences.size() == 1) {
        ids.add(takeIds(encodings[i]));
      } else {
        CharSpan[] spans = TokenizersLibrary.LIB.getTokenCharSpans(encodings[i]);
        ids.addAll(SentenceIds.split(takeIds(encodings[i]), spans, sentences));
      }
    }
    return ids;
  }

  /** Encodes the sentences of one document, as {@link #encodeDocuments} does. */
  public List<int[]> encodeDocument(List<String> sentences) {
    return encodeDocuments(
        hasIndependentSentences() ? sentences.stream().map(List::of).toList() : List.of(sentences));
  }

  /**
   * Encodes a text in which names of special tokens stand for those tokens, as in {@code "a <mask>
   * day"}.
   */
  public int[] encodeMarked(String text) {
    return encode(marked, text);
  }

  /** Decodes token ids to text; special tokens appear by name. */
  public String decode(int[] ids) {
    long[] wide = Arrays.stream(ids).asLongStream().toArray();
    return lock.use(() -> TokenizersLibrary.LIB.decode(marked.getHandle(), wide, false));
  }

  /** Returns the vocabulary size; all token ids are in {@code [0, size)}. */
  public int getSize() {
    return tokens.length;
  }

  /**
   * Throws a {@link UsageException} if encoded text can contain token ids of {@code vocabSize} or
   * more, the vocabulary size of a model. Special tokens without an embedding, such as the {@code
   * <mask>} of a model fine-tuned without it, only give a warning, unless they begin and end every
   * text.
   *
   * @param vocabSize vocabulary size of the model; it may be larger than that of the tokenizer
   * @throws UsageException if an embedding is missing
   */
  public void requireIdsBelow(int vocabSize, Consumer<String> warnings) {
    if (getSize() <= vocabSize) {
      return;
    }
    boolean needed = find("<s>", "[CLS]") >= vocabSize || find("</s>", "[SEP]") >= vocabSize;
    for (int id = vocabSize; id < getSize(); id++) {
      needed |= !specials.get(id) && !tokens[id].isEmpty();
    }
    if (needed) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s has %,d token ids, but the model has a vocabulary of %,d; use the"
                  + " tokenizer that the model was trained with",
              file.getPath(),
              getSize(),
              vocabSize));
    }
    warnings.accept(
        String.format(
            Locale.ROOT,
            "the model has no embedding of %s: the tokenizer has %,d token ids, and the model a"
                + " vocabulary of %,d",
            String.join(", ", Arrays.asList(tokens).subList(vocabSize, getSize())),
            getSize(),
            vocabSize));
  }

  /** Returns the token with an id as spelled in {@code tokenizer.json}, such as {@code Ġday}. */
  public String getToken(int id) {
    return tokens[id];
  }

  /** Returns true if the vocabulary has a token with this spelling. */
  public boolean hasToken(String token) {
    return find(token) >= 0;
  }

  /**
   * Returns true for a word-level tokenizer, whose tokens are whitespace-separated words and whose
   * vocabulary does not cover all of them.
   */
  public boolean isOfWholeWords() {
    return file.isWordLevel();
  }

  /**
   * Returns true if the id is a special token such as bos, eos, pad, unk or mask, which stands for
   * no text.
   */
  public boolean isSpecial(int id) {
    return specials.get(id);
  }

  /** Returns true if the token starts a word; special tokens do. */
  public boolean isWordStart(int id) {
    return wordStarts.get(id);
  }

  /** Returns the id of the token that begins a sequence, such as {@code <s>}. */
  public int getBosId() {
    return findSpecial("<s>", "[CLS]");
  }

  /** Returns the id of the padding token. */
  public int getPadId() {
    return findSpecial("<pad>", "[PAD]");
  }

  /** Returns the id of the token that ends a sequence, such as {@code </s>}. */
  public int getEosId() {
    return findSpecial("</s>", "[SEP]");
  }

  /** Returns the id of the token for unknown words. */
  public int getUnkId() {
    return findSpecial("<unk>", "[UNK]");
  }

  /** Returns the id of the mask token. */
  public int getMaskId() {
    return findSpecial("<mask>", "[MASK]");
  }

  /** Returns the SHA-256 of {@code tokenizer.json}. */
  public String getDigest() {
    return file.getDigest();
  }

  /**
   * Writes {@code tokenizer.json} and {@code tokenizer_config.json} into a Hugging Face model
   * directory.
   */
  public void write(Path directory) throws IOException {
    Files.write(directory.resolve("tokenizer.json"), getFileBytes());
    Files.writeString(directory.resolve(TokenizerConfigFile.NAME), TokenizerConfigFile.of(this));
  }

  /** Returns the contents of {@code tokenizer.json}, to be copied into corpora and checkpoints. */
  public byte[] getFileBytes() {
    return file.getBytes();
  }

  /** Frees the native memory, after waiting for threads that encode or decode. */
  @Override
  public void close() {
    lock.close(
        () -> {
          plain.close();
          marked.close();
        });
  }

  private HuggingFaceTokenizer load(String json) {
    NativeCache.load("tokenizers", LibUtils::checkStatus);
    try {
      return HuggingFaceTokenizer.newInstance(
          new ByteArrayInputStream(json.getBytes(UTF_8)),
          Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
    } catch (IOException
        | RuntimeException e) { // the native library throws plain RuntimeExceptions
      throw new CorruptDataException(
          file.getPath() + " is not a tokenizer that this version can read: " + e.getMessage(), e);
    }
  }

  private int[] encode(HuggingFaceTokenizer tokenizer, String text) {
    requireText(text);
    return lock.use(
        () -> takeIds(TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, false)));
  }

  private long[] encodeAll(String[] texts) {
    for (String text : texts) {
      requireText(text);
    }
    return TokenizersLibrary.LIB.batchEncode(plain.getHandle(), texts, false);
  }

  /** The native library ends the process when it gets null. */
  private static void requireText(@Nullable String text) {
    Objects.requireNonNull(text, "a text to encode must not be null");
  }

  /** Copies the ids only, because the library's own Encoding holds an object per token. */
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
          file.getPath()
              + " must have one of the tokens "
              + String.join(", ", names)
              + ", but has none");
    }
    return id;
  }
}
