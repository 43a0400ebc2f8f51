package io.noisette.sandwich;

import io.noisette.corpus.Corpus;
import io.noisette.corpus.TokenStream;
import io.noisette.failure.UsageException;
import io.noisette.model.sandwich.LanguageTokens;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a run: its tokenizer, the stream to train on and the one to validate on. */
final class LanguageData implements AutoCloseable {

  private final Corpus corpus;
  private final @Nullable Corpus validation;
  private final Tokenizer tokenizer;

  private LanguageData(Corpus corpus, @Nullable Corpus validation, Tokenizer tokenizer) {
    this.corpus = corpus;
    this.validation = validation;
    this.tokenizer = tokenizer;
  }

  /**
   * Opens the corpora.
   *
   * @throws UsageException if one is missing, they were made with two tokenizers, or one of whole
   *     words has lost the ends of its lines
   */
  static LanguageData open(Path corpusPath, @Nullable Path validationPath) throws IOException {
    Corpus corpus = Corpus.open(corpusPath);
    Corpus validation = validationPath == null ? null : Corpus.open(validationPath);
    if (validation != null) {
      requireSameTokenizer(corpus, validation);
    }
    LanguageData data = new LanguageData(corpus, validation, corpus.loadTokenizer());
    try {
      data.requireLineEnds("--corpus", corpus);
      if (validation != null) {
        data.requireLineEnds("--validation", validation);
      }
    } catch (UsageException e) {
      data.close();
      throw e;
    }
    return data;
  }

  Tokenizer getTokenizer() {
    return tokenizer;
  }

  Corpus getCorpus() {
    return corpus;
  }

  /**
   * Ids of the special tokens.
   *
   * @throws UsageException if the tokenizer lacks one
   */
  LanguageTokens getTokens() {
    return new LanguageTokens(
        tokenizer.getBosId(), tokenizer.getPadId(), tokenizer.getEosId(), tokenizer.getUnkId());
  }

  TokenStream getStream() {
    return new TokenStream(corpus, tokenizer.getEosId());
  }

  @Nullable TokenStream getValidationStream() {
    return validation == null ? null : new TokenStream(validation, tokenizer.getEosId());
  }

  /** What a mean over the stream is a mean over. */
  String getNormaliser() {
    return corpus.getManifest().lineEnds()
        ? "words and ends of lines"
        : "tokens and ends of documents";
  }

  /** What the run's numbers depend on, for its record: SHA-256 by what it is of. */
  Map<String, String> getDigests() {
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put("tokenizer", tokenizer.getDigest());
    digests.put("corpus", corpus.getDigest());
    if (validation != null) {
      digests.put("validation", validation.getDigest());
    }
    return digests;
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private static void requireSameTokenizer(Corpus corpus, Corpus validation) {
    String expected = corpus.getManifest().tokenizerSha256();
    if (!expected.equals(validation.getManifest().tokenizerSha256())) {
      String message =
          corpus.getManifest().lineEnds()
              ? "--validation %s was made with another vocabulary than --corpus %2$s; prepare it with --tokenizer words --vocabulary %2$s"
              : "--validation %s was made with another tokenizer than --corpus %s; prepare it with the same --tokenizer";
      throw new UsageException(message.formatted(validation.getDirectory(), corpus.getDirectory()));
    }
  }

  /** Perplexities of words are means over words and ends of lines. */
  private void requireLineEnds(String option, Corpus read) {
    if (tokenizer.isOfWholeWords() && !read.getManifest().lineEnds()) {
      throw new UsageException(
          "%s %s has words without the ends of their lines; prepare it with --tokenizer words --vocabulary FILE, not with a tokenizer.json"
              .formatted(option, read.getDirectory()));
    }
  }
}
