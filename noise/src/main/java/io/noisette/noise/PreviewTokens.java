package io.noisette.noise;

import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import io.noisette.text.Document;
import java.util.List;
import java.util.stream.IntStream;

/** Documents as tokens to corrupt, and tokens as text to look at. */
interface PreviewTokens {

  Vocabulary getVocabulary();

  TokenizedDocument encode(Document document);

  /** A token as the vocabulary spells it. */
  String getToken(int id);

  /** The text of a document, masks by name. */
  String decode(TokenizedDocument document);

  default List<String> spell(TokenizedDocument document) {
    return IntStream.of(document.toIds()).mapToObj(this::getToken).toList();
  }
}
