package io.noisette.corpus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.noisette.digest.Sha256;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A tokenized corpus on disk: documents of sentences of token ids, memory-mapped. Thread-safe.
 *
 * <p>Documents and sentences are numbered consecutively across all shards. {@link #open} checks the
 * size of every file and the digests of the indexes and of the tokenizer; only {@code
 * verify-corpus} reads and checks every byte.
 */
public final class Corpus {

  /** Size up to which a data file is read for its digest whenever the corpus is opened. */
  private static final long CHECKED_BYTES = 256L << 20;

  private final Path directory;
  private final CorpusManifest manifest;
  private final List<Shard> shards = new ArrayList<>();
  private final long[] firstDocuments; // per shard, and at the end the number of all documents
  private final long[] firstSentences;
  private final long[] firstTokens;

  private Corpus(Path directory, CorpusManifest manifest) throws IOException {
    this.directory = directory;
    this.manifest = manifest;
    int count = manifest.shards().size();
    firstDocuments = new long[count + 1];
    firstSentences = new long[count + 1];
    firstTokens = new long[count + 1];
    for (int i = 0; i < count; i++) {
      CorpusManifest.Shard entry = manifest.shards().get(i);
      Shard shard = Shard.open(directory, entry.name());
      if (shard.getDocuments() != entry.documents()
          || shard.getSentences() != entry.sentences()
          || shard.getDataBytes() / shard.getBytesPerToken() != entry.tokens()) {
        throw shard.corrupt(
            "the numbers of documents, sentences and tokens differ from those in "
                + CorpusManifest.NAME);
      }
      shards.add(shard);
      firstDocuments[i + 1] = firstDocuments[i] + shard.getDocuments();
      firstSentences[i + 1] = firstSentences[i] + shard.getSentences();
      firstTokens[i + 1] = firstTokens[i] + entry.tokens();
    }
  }

  /**
   * Opens a corpus directory written by {@code prepare}, and checks file sizes and the digests of
   * the indexes, the tokenizer and data files that are read in a moment. Larger data files are left
   * to {@code verify-corpus}.
   *
   * @throws UsageException if the directory is not a corpus
   * @throws CorruptDataException if a file is missing, damaged or of another size
   */
  public static Corpus open(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new UsageException(
          Files.exists(directory)
              ? directory
                  + " is a file, not a corpus directory; prepare makes a corpus from text files"
              : "there is no corpus " + directory);
    }
    CorpusManifest manifest = CorpusManifest.read(directory);
    for (CorpusManifest.FileEntry entry : manifest.files()) {
      checkSize(directory, entry);
    }
    for (CorpusManifest.Shard shard : manifest.shards()) {
      CorpusManifest.FileEntry data = manifest.getFile(directory, shard.name() + ".bin");
      if (data.bytes() <= CHECKED_BYTES) {
        checkDigest(directory, data);
      }
      checkDigest(directory, manifest.getFile(directory, shard.name() + ".idx"));
    }
    CorpusManifest.FileEntry tokenizer = manifest.getFile(directory, "tokenizer.json");
    checkDigest(directory, tokenizer);
    if (!tokenizer.sha256().equals(manifest.tokenizerSha256())) {
      throw new CorruptDataException(
          directory.resolve(CorpusManifest.NAME)
              + ": tokenizer-sha256 is not the SHA-256 of tokenizer.json; copy or prepare the corpus"
              + " again");
    }
    return new Corpus(directory, manifest);
  }

  /** Returns the contents of {@code corpus.json}. */
  public CorpusManifest getManifest() {
    return manifest;
  }

  /** Returns the SHA-256 of the digests of all files of the corpus. */
  public String getDigest() {
    StringBuilder digests = new StringBuilder();
    manifest.files().forEach(file -> digests.append(file.sha256()).append('\n'));
    return Sha256.of(digests.toString().getBytes(US_ASCII));
  }

  /** Returns the corpus directory. */
  public Path getDirectory() {
    return directory;
  }

  /** Loads the tokenizer with which the corpus was tokenized; the caller closes it. */
  public Tokenizer loadTokenizer() throws IOException {
    return Tokenizer.load(directory);
  }

  /** Returns the number of documents in the corpus. */
  public long getDocumentCount() {
    return firstDocuments[shards.size()];
  }

  /** Returns the number of sentences in the corpus. */
  public long getSentenceCount() {
    return firstSentences[shards.size()];
  }

  /**
   * Returns the index of a document's first sentence, counted over the whole corpus. The number of
   * documents is allowed as argument and gives the number of sentences, so that document {@code d}
   * consists of the sentences from {@code getFirstSentence(d)} up to, but not including, {@code
   * getFirstSentence(d + 1)}.
   */
  public long getFirstSentence(long document) {
    if (document == getDocumentCount()) {
      return getSentenceCount();
    }
    int shard = find(firstDocuments, document, "document");
    long sentence = shards.get(shard).getFirstSentence(document - firstDocuments[shard]);
    if (sentence < 0 || sentence > shards.get(shard).getSentences()) {
      throw shards
          .get(shard)
          .corrupt(
              String.format(
                  Locale.ROOT, "document %,d begins at a sentence that does not exist", document));
    }
    return firstSentences[shard] + sentence;
  }

  /** Returns the number of tokens of a sentence. */
  public int getTokenCount(long sentence) {
    int shard = find(firstSentences, sentence, "sentence");
    int count = shards.get(shard).getTokenCount(sentence - firstSentences[shard]);
    if (count < 0) {
      throw shards
          .get(shard)
          .corrupt(
              String.format(
                  Locale.ROOT,
                  "sentence %,d has a negative number of tokens: %d",
                  sentence,
                  count));
    }
    return count;
  }

  /**
   * Returns the index of a sentence's first token, counted over the whole corpus. The number of
   * sentences is allowed as argument and gives the number of tokens of the corpus.
   */
  public long getFirstToken(long sentence) {
    if (sentence == getSentenceCount()) {
      return manifest.tokens();
    }
    int shard = find(firstSentences, sentence, "sentence");
    long pointer = shards.get(shard).getPointer(sentence - firstSentences[shard]);
    return firstTokens[shard] + pointer / shards.get(shard).getBytesPerToken();
  }

  /** Returns the token ids of a sentence. */
  public int[] readSentence(long sentence) {
    int shard = find(firstSentences, sentence, "sentence");
    long bytes = (long) shards.get(shard).getBytesPerToken() * getTokenCount(sentence);
    if (bytes > shards.get(shard).getDataBytes()) {
      throw shards
          .get(shard)
          .corrupt(
              String.format(Locale.ROOT, "sentence %,d is longer than the data file", sentence));
    }
    int[] ids = new int[getTokenCount(sentence)];
    read(sentence, 0, ids.length, ids, 0);
    return ids;
  }

  /**
   * Copies {@code count} token ids of a sentence into {@code target}, starting at {@code
   * targetOffset}.
   *
   * @param from index of the first token to copy, within the sentence
   */
  public void read(long sentence, int from, int count, int[] target, int targetOffset) {
    int shard = find(firstSentences, sentence, "sentence");
    shards.get(shard).read(sentence - firstSentences[shard], from, count, target, targetOffset);
    for (int i = targetOffset; i < targetOffset + count; i++) {
      if (target[i] < 0 || target[i] >= manifest.vocabularySize()) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "%s: sentence %,d has the token id %d, which is outside the vocabulary of %,d ids;"
                    + " prepare the corpus again",
                directory.resolve(manifest.shards().get(shard).name() + ".bin"),
                sentence,
                target[i],
                manifest.vocabularySize()));
      }
    }
  }

  List<Shard> getShards() {
    return shards;
  }

  private static int find(long[] firsts, long position, String what) {
    int last = firsts.length - 1;
    if (position < 0 || position >= firsts[last]) {
      throw new IndexOutOfBoundsException(
          String.format(
              Locale.ROOT,
              "the index of a %s must be in [0, %,d), not %,d",
              what,
              firsts[last],
              position));
    }
    int shard = 0; // there are few: a new shard begins after 2^28 tokens
    while (position >= firsts[shard + 1]) {
      shard++;
    }
    return shard;
  }

  private static void checkSize(Path directory, CorpusManifest.FileEntry entry) throws IOException {
    Path file = directory.resolve(entry.name());
    try {
      long bytes = Files.size(file);
      if (bytes != entry.bytes()) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "%s has %,d bytes, but %s records %,d; copy or prepare the corpus again",
                file,
                bytes,
                CorpusManifest.NAME,
                entry.bytes()));
      }
    } catch (NoSuchFileException e) {
      throw new CorruptDataException(file + " is missing; copy or prepare the corpus again", e);
    }
  }

  static void checkDigest(Path directory, CorpusManifest.FileEntry entry) throws IOException {
    Path file = directory.resolve(entry.name());
    String sha256 = Sha256.of(file);
    if (!sha256.equals(entry.sha256())) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s has changed: its SHA-256 is %s, but %s is recorded in %s; copy or prepare the"
                  + " corpus again",
              file,
              sha256,
              entry.sha256(),
              CorpusManifest.NAME));
    }
  }
}
