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

/**
 * Data of a training or evaluation: the tokenizer, the sequences to train or evaluate on, and
 * optional ones for validation.
 */
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
   * @throws UsageException if a corpus is missing or empty, or the two have different tokenizers
   */
  static PretrainingData open(Path corpusPath, @Nullable Path validationPath, int sequenceLength)
      throws IOException {
    Corpus corpus = Corpus.open(corpusPath);
    Corpus validation = validationPath == null ? null : Corpus.open(validationPath);
    if (validation != null) {
      requireSameTokenizer(corpus, validation);
    }
    Tokenizer tokenizer = corpus.loadTokenizer();
    try {
      SequenceIndex sequences = index(corpus, sequenceLength);
      try {
        SequenceIndex held = validation == null ? null : index(validation, sequenceLength);
        return new PretrainingData(corpus, tokenizer, sequences, validation, held);
      } catch (IOException | RuntimeException e) {
        sequences.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
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

  /** Returns the number of tokens in the corpus, without special tokens. */
  long getTokens() {
    return corpus.getManifest().tokens();
  }

  /** Returns the SHA-256 of tokenizer and corpora by name, for the record of the run. */
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
      index.close();
      throw new UsageException("the corpus " + corpus.getDirectory() + " contains no text");
    }
    return index;
  }

  static void requireSameTokenizer(Corpus corpus, Corpus validation) {
    String expected = corpus.getManifest().tokenizerSha256();
    if (!expected.equals(validation.getManifest().tokenizerSha256())) {
      throw new UsageException(
          ("--validation %s has another tokenizer than --corpus %s; prepare it with the same"
                  + " --tokenizer")
              .formatted(validation.getDirectory(), corpus.getDirectory()));
    }
  }
}
