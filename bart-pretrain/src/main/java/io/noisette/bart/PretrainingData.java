package io.noisette.bart;

import io.noisette.corpus.Corpus;
import io.noisette.corpus.SequenceIndex;
import io.noisette.failure.UsageException;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a run: its tokenizer, the sequences to train on and those to validate on. */
final class PretrainingData implements AutoCloseable {

  private final Corpus corpus;
  private final Tokenizer tokenizer;
  private final SequenceIndex sequences;
  private final @Nullable Corpus validationCorpus;
  private final @Nullable SequenceIndex validationSequences;

  private PretrainingData(
      Corpus corpus,
      Tokenizer tokenizer,
      SequenceIndex sequences,
      @Nullable Corpus validationCorpus,
      @Nullable SequenceIndex validationSequences) {
    this.corpus = corpus;
    this.tokenizer = tokenizer;
    this.sequences = sequences;
    this.validationCorpus = validationCorpus;
    this.validationSequences = validationSequences;
  }

  /**
   * Opens the corpora.
   *
   * @throws UsageException if one is missing or empty, or they were made with two tokenizers
   */
  static PretrainingData open(Path corpusPath, @Nullable Path validationPath, int sequenceLength)
      throws IOException {
    Corpus corpus = Corpus.open(corpusPath);
    SequenceIndex sequences = index(corpus, sequenceLength);
    Corpus validation = validationPath == null ? null : Corpus.open(validationPath);
    if (validation != null) {
      requireSameTokenizer(corpus, validation);
    }
    SequenceIndex held = validation == null ? null : index(validation, sequenceLength);
    return new PretrainingData(corpus, corpus.loadTokenizer(), sequences, validation, held);
  }

  Tokenizer getTokenizer() {
    return tokenizer;
  }

  SequenceIndex getSequences() {
    return sequences;
  }

  @Nullable SequenceIndex getValidationSequences() {
    return validationSequences;
  }

  /** Tokens of the corpus, without special ones. */
  long getTokens() {
    return corpus.getManifest().tokens();
  }

  /** What the run's numbers depend on, for its record: SHA-256 by what it is of. */
  Map<String, String> getDigests() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put("tokenizer", tokenizer.getDigest());
    digests.put("corpus", corpus.getDigest());
    if (validationCorpus != null) {
      digests.put("validation", validationCorpus.getDigest());
    }
    return digests;
  }

  @Override
  public void close() throws IOException {
    tokenizer.close();
    sequences.close();
    if (validationSequences != null) {
      validationSequences.close();
    }
  }

  private static SequenceIndex index(Corpus corpus, int sequenceLength) throws IOException {
    SequenceIndex index = SequenceIndex.build(corpus, sequenceLength);
    if (index.getSize() == 0) {
      throw new UsageException(corpus.getDirectory() + " has no text");
    }
    return index;
  }

  private static void requireSameTokenizer(Corpus corpus, Corpus validation) {
    String expected = corpus.getManifest().tokenizerSha256();
    if (!expected.equals(validation.getManifest().tokenizerSha256())) {
      throw new UsageException(
          "--validation %s was made with another tokenizer than --corpus %s"
              .formatted(validation.getDirectory(), corpus.getDirectory()));
    }
  }
}
