package io.noisette.sandwich;

import io.noisette.corpus.Corpus;
import io.noisette.corpus.TokenStream;
import io.noisette.failure.UsageException;
import io.noisette.model.sandwich.SandwichSpecialTokens;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data of a training or evaluation: the tokenizer, the token stream to train or evaluate on, and an
 * optional one for validation.
 */
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
   * @throws UsageException if a corpus is missing, the two have different tokenizers, or a corpus
   *     of whole words lacks line ends
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
   * Returns the ids of the special tokens.
   *
   * @throws UsageException if the tokenizer lacks one
   */
  SandwichSpecialTokens getTokens() {
    return new SandwichSpecialTokens(
        tokenizer.getBosId(), tokenizer.getPadId(), tokenizer.getEosId(), tokenizer.getUnkId());
  }

  TokenStream getStream() {
    return new TokenStream(corpus, tokenizer.getEosId());
  }

  @Nullable TokenStream getValidationStream() {
    return validation == null ? null : new TokenStream(validation, tokenizer.getEosId());
  }

  /** Returns a text that names the units over which losses of the token stream are averaged. */
  String getNormaliser() {
    return corpus.getManifest().lineEnds()
        ? "words and ends of lines"
        : "tokens and ends of documents";
  }

  /** Returns the SHA-256 of tokenizer and corpora by name, for the record of the run. */
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
              ? "--validation %s has another vocabulary than --corpus %2$s; prepare it with --tokenizer"
                  + " words --vocabulary %2$s"
              : "--validation %s has another tokenizer than --corpus %s; prepare it with the same"
                  + " --tokenizer";
      throw new UsageException(message.formatted(validation.getDirectory(), corpus.getDirectory()));
    }
  }

  /**
   * Checks that a corpus of whole words has line ends, because perplexities of words are means over
   * words and line ends.
   */
  private void requireLineEnds(String option, Corpus read) {
    if (tokenizer.isOfWholeWords() && !read.getManifest().lineEnds()) {
      throw new UsageException(
          ("%s %s has whole words but no line ends; prepare it with --tokenizer words"
                  + " --vocabulary FILE, not with a tokenizer.json")
              .formatted(option, read.getDirectory()));
    }
  }
}
