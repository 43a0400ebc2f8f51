package io.noisette.noise;

import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import io.noisette.text.Document;
import io.noisette.text.SentenceSplitter;
import io.noisette.tokenizer.Tokenizer;

/** Tokens of a tokenizer, with sentences split as {@code prepare} does. Not thread-safe. */
public final class TokenizerTokens implements PreviewTokens {

  private final Tokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final SentenceSplitter splitter = new SentenceSplitter("en");

  /** Creates the tokens of a tokenizer, which must have a mask token. */
  public TokenizerTokens(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.vocabulary = new TokenizerVocabulary(tokenizer);
  }

  @Override
  public Vocabulary getVocabulary() {
    return vocabulary;
  }

  @Override
  public TokenizedDocument encode(Document document) {
    TokenizedDocument.Builder builder = TokenizedDocument.builder(document.text().length() / 4);
    for (int[] ids : tokenizer.encodeDocument(splitter.split(document))) {
      builder.startSentence();
      for (int i = 0; i < ids.length; i++) {
        builder.add(ids[i], i == 0 || tokenizer.isWordStart(ids[i]));
      }
    }
    return builder.build();
  }

  @Override
  public String getToken(int id) {
    return tokenizer.getToken(id);
  }

  @Override
  public String decode(TokenizedDocument document) {
    return tokenizer.decode(document.toIds());
  }
}
