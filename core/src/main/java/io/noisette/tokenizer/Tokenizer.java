package io.noisette.tokenizer;

import io.noisette.engine.UseLock;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer read from a Hugging Face {@code tokenizer.json}; encodes text as token ids and
 * decodes them. Thread-safe.
 *
 * <p>It never adds special tokens, truncates, pads or applies BPE-dropout, whatever the file says.
 */
public final class Tokenizer implements AutoCloseable {

  private final TokenizerFile file;
  private final String[] tokens;
  private final BitSet specials;
  private final boolean sentencesAlone;
  private final BitSet wordStarts = new BitSet();
  private final NativeTokenizer plain;
  private final NativeTokenizer marked;
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
    plain = NativeTokenizer.load(file.getPath(), file.toLibraryJson().toPlain());
    try {
      marked = NativeTokenizer.load(file.getPath(), file.toLibraryJson().toUnbounded());
    } catch (RuntimeException e) {
      plain.close();
      throw e;
    }
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
    return lock.use(() -> plain.encode(text));
  }

  /** Encodes a text as {@link #encode(String)} does, with the place of each token in it. */
  public PlacedTokens encodeWithPlaces(String text) {
    return lock.use(() -> plain.encodeWithPlaces(text));
  }

  /** Encodes several texts in parallel on all cores, each as {@link #encode(String)} does. */
  public int[][] encode(List<String> texts) {
    return lock.use(() -> plain.encode(texts));
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
    return lock.use(() -> plain.encodeDocuments(documents));
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
    return lock.use(() -> marked.encode(text));
  }

  /** Decodes token ids to text; special tokens appear by name. */
  public String decode(int[] ids) {
    return lock.use(() -> marked.decode(ids));
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
    write(directory, null);
  }

  /**
   * Writes {@code tokenizer.json} and {@code tokenizer_config.json} into a Hugging Face model
   * directory.
   *
   * @param maxLength maximum number of tokens that the model can read, to which transformers
   *     truncates texts if it is asked to
   */
  public void write(Path directory, int maxLength) throws IOException {
    write(directory, Integer.valueOf(maxLength));
  }

  private void write(Path directory, @Nullable Integer maxLength) throws IOException {
    Files.write(directory.resolve("tokenizer.json"), getFileBytes());
    Files.writeString(
        directory.resolve(TokenizerConfigFile.NAME),
        TokenizerConfigFile.of(this, file.addsPrefixSpace(), maxLength));
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
