package io.noisette.noise;

import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import io.noisette.text.Document;
import java.util.List;
import java.util.stream.IntStream;

/** Conversion of documents to tokens that noise can corrupt, and back to text. */
interface PreviewTokens {

  /** Returns the vocabulary for the noising functions. */
  Vocabulary getVocabulary();

  /** Tokenizes a document. */
  TokenizedDocument encode(Document document);

  /** Returns the token with an id as the vocabulary spells it. */
  String getToken(int id);

  /** Returns the text of a document, with masks as {@code <mask>}. */
  String decode(TokenizedDocument document);

  /** Returns the tokens of a document as the vocabulary spells them. */
  default List<String> spell(TokenizedDocument document) {
    return IntStream.of(document.toIds()).mapToObj(this::getToken).toList();
  }
}
