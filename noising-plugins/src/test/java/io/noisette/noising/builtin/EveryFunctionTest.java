package io.noisette.noising.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.noising.Noise;
import io.noisette.noising.spi.TokenizedDocument;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any noise, whatever it does. */
class EveryFunctionTest {

  private final SmallVocabulary vocabulary = new SmallVocabulary();

  @ParameterizedTest
  @Specs
  void shortDocumentsStayDocumentsOfTheVocabulary(String spec) {
    Noise noise = Noises.compile(spec);
    for (int trial = 0; trial < 400; trial++) {
      TokenizedDocument document = vocabulary.drawDocument(trial % 4, new Random(trial));
      TokenizedDocument noised = noise.corrupt(document, Noises.key(trial));
      assertSound(noised);
    }
  }

  @ParameterizedTest
  @Specs
  void aDocumentIsNotTouched(String spec) {
    TokenizedDocument document = vocabulary.drawDocument(120, new Random(1));
    String before = document.toString();
    var unused = Noises.compile(spec).corrupt(document, Noises.key(1));
    assertEquals(before, document.toString());
  }

  @ParameterizedTest
  @Specs
  void noSpecialTokenIsWrittenButTheMask(String spec) {
    Noise noise = Noises.compile(spec);
    for (int trial = 0; trial < 100; trial++) {
      TokenizedDocument document = vocabulary.drawDocument(100, new Random(trial));
      assertSound(noise.corrupt(document, Noises.key(trial)));
    }
  }

  @ParameterizedTest
  @Specs
  void threadsMakeTheNoiseOfOne(String spec) {
    Noise noise = Noises.compile(spec);
    List<TokenizedDocument> documents =
        IntStream.range(0, 200).mapToObj(i -> vocabulary.drawDocument(60, new Random(i))).toList();
    List<TokenizedDocument> serial =
        IntStream.range(0, 200)
            .mapToObj(i -> noise.corrupt(documents.get(i), Noises.key(i)))
            .toList();
    List<TokenizedDocument> parallel =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(i -> noise.corrupt(documents.get(i), Noises.key(i)))
            .toList();
    assertEquals(serial, parallel);
  }

  private void assertSound(TokenizedDocument noised) {
    for (int i = 0; i < noised.getLength(); i++) {
      int id = noised.getId(i);
      assertTrue(id == SmallVocabulary.MASK || !vocabulary.isSpecial(id), noised::toString);
      assertTrue(id != SmallVocabulary.MASK || noised.isWordStart(i), noised::toString);
    }
    for (int s = 0; s < noised.getSentenceCount(); s++) {
      assertTrue(noised.getSentenceStart(s) < noised.getSentenceEnd(s), noised::toString);
    }
    assertEquals(noised.getLength() > 0, noised.getSentenceCount() > 0);
  }

  @ValueSource(
      strings = {
        "mask-tokens(ratio=0.5,random=0.5)",
        "delete-tokens(ratio=0.5)",
        "infill(random=0.5)",
        "infill(ratio=1,lambda=0.1,random=0.5)",
        "infill(ratio=1,lambda=100)",
        "infill(whole-words,replace-length=0)",
        "infill(random=0.5,whole-words,replace-length=-1)",
        "permute-sentences",
        "permute-sentences(ratio=0.5)",
        "rotate-document",
        "insert-tokens(ratio=1,random=0.5)",
        "rotate-document|permute-sentences|delete-tokens|infill(random=0.1)|insert-tokens",
        "none"
      })
  @Retention(RetentionPolicy.RUNTIME)
  private @interface Specs {}
}
