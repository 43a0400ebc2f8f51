package io.noisette.noising;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.noising.builtin.Noises;
import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import io.noisette.noising.testing.SmallVocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseCompilerTest {

  private static final TokenizedDocument DOCUMENT =
      TokenizedDocument.of(new int[] {10, 11}, new int[] {0});

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '"',
      value = {
        "permute-sentences|infil(ratio=0.3) # 19 #"
            + " unknown noising function 'infil'; did you mean 'infill'? The choices are"
            + " delete-tokens, infill, insert-tokens, mask-tokens, permute-sentences,"
            + " rotate-document",
        "shake # 1 #"
            + " unknown noising function 'shake'; the choices are"
            + " delete-tokens, infill, insert-tokens, mask-tokens, permute-sentences,"
            + " rotate-document",
        "mask # 1 #"
            + " unknown noising function 'mask'; did you mean 'mask-tokens'? The choices are"
            + " delete-tokens, infill, insert-tokens, mask-tokens, permute-sentences,"
            + " rotate-document",
        "infill(ratio=0.3,lamda=3) # 18 #"
            + " infill has no argument 'lamda'; did you mean 'lambda'? The choices are"
            + " lambda, random, ratio, replace-length, whole-words",
        "delete-tokens(random=1) # 15 #"
            + " delete-tokens has no argument 'random'; the choices are ratio",
        "mask-tokens|infill(ratio=1.5) # 26 # ratio must be in [0, 1], not '1.5'",
        "infill(whole-words,lambda=0) # 27 # lambda must be in [0.1, 100], not '0'",
        "infill(replace-length=2) # 23 # replace-length must be -1, 0 or 1, not '2'",
        "infill(ratio) # 8 # ratio must be a number, not nothing",
        "infill(whole-words=maybe) # 20 #"
            + " whole-words is a flag: it must be true or false, not 'maybe'"
      })
  void errorsNameColumnAndChoices(String text, int column, String problem) {
    NoiseSpec spec = NoiseSpec.parse(text);
    NoiseCompiler compiler = new NoiseCompiler(Noises.FACTORIES);
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> compiler.compile(spec, new SmallVocabulary()));
    assertEquals(
        "noise spec, column %d: %s\n  %s\n  %s^"
            .formatted(column, problem, text, " ".repeat(column - 1)),
        error.getMessage());
  }

  @Test
  void functionsWorkInTheOrderWritten() {
    NoiseKey key = new NoiseKey(1, 1, 1, 1, 0);
    Noise maskedFirst = Noises.compile("mask-tokens(ratio=1)|insert-tokens(ratio=1,random=1)");
    Noise maskedLast = Noises.compile("insert-tokens(ratio=1,random=1)|mask-tokens(ratio=1)");
    assertEquals(2, masks(maskedFirst.corrupt(DOCUMENT, key)));
    assertEquals(4, masks(maskedLast.corrupt(DOCUMENT, key)));
  }

  @Test
  void noneLeavesTheDocument() {
    assertEquals(DOCUMENT, Noises.compile("none").corrupt(DOCUMENT, new NoiseKey(1, 1, 1, 1, 0)));
  }

  @Test
  void aPlugInThatWritesAnIdBeyondTheVocabularyIsStopped() {
    Fixed wild = new Fixed((d, random) -> TokenizedDocument.of(new int[] {2_000}, new int[] {0}));
    NoiseCompiler compiler = new NoiseCompiler(Map.of("wild", wild));
    Noise noise = compiler.compile(NoiseSpec.parse("wild"), new SmallVocabulary());
    var error =
        assertThrows(
            IllegalStateException.class,
            () -> noise.corrupt(DOCUMENT, new NoiseKey(1, 1, 1, 1, 0)));
    assertEquals(
        "the noising function wild wrote the token id 2000, but the vocabulary has only 2000"
            + " tokens",
        error.getMessage());
  }

  @Test
  void aFunctionThatFailsIsNamed() {
    for (NoisingFunction broken :
        List.<NoisingFunction>of(
            (d, r) -> null, (d, r) -> TokenizedDocument.of(d.toIds(), new int[] {9}))) {
      NoiseCompiler compiler = new NoiseCompiler(Map.of("broken", new Fixed(broken)));
      Noise noise = compiler.compile(NoiseSpec.parse("broken"), new SmallVocabulary());
      var error =
          assertThrows(
              IllegalStateException.class,
              () -> noise.corrupt(DOCUMENT, new NoiseKey(1, 1, 1, 1, 0)));
      assertTrue(
          error
              .getMessage()
              .matches(
                  "the noising function broken (has failed with java.lang.IllegalArgumentException:"
                      + " sentenceStarts .*|returned null instead of a document)"),
          error::toString);
    }
  }

  @Test
  void theSurvivorsOfAFunctionThatLooksUpIdsAreNotKnown() {
    int[] table = new int[2_000];
    Fixed lookUp = new Fixed((document, random) -> table[document.getId(0)] == 0 ? document : null);
    Noise noise =
        new NoiseCompiler(Map.of("look-up", lookUp))
            .compile(NoiseSpec.parse("look-up"), new SmallVocabulary());
    NoiseKey key = new NoiseKey(1, 1, 1, 1, 0);
    assertEquals(DOCUMENT, noise.corrupt(DOCUMENT, key));
    assertNull(noise.findSurvivors(DOCUMENT, key));
  }

  @Test
  void aTraceTellsWhereTokensComeFrom() {
    TokenizedDocument document =
        TokenizedDocument.of(new int[] {10, 11, 12, 13, 14}, new int[] {0, 2, 4});
    NoiseKey key = new NoiseKey(1, 1, 1, 1, 0);
    Noise noise = Noises.compile("permute-sentences|insert-tokens(ratio=0.5,random=0)");
    int[] ids = noise.corrupt(document, key).toIds();
    int[] origins = noise.trace(document, key);
    assertEquals(8, ids.length);
    for (int i = 0; i < ids.length; i++) {
      assertEquals(ids[i], origins[i] < 0 ? SmallVocabulary.MASK : document.getId(origins[i]));
    }
    assertEquals(5, Arrays.stream(origins).filter(origin -> origin >= 0).count());
  }

  private static long masks(TokenizedDocument document) {
    return Arrays.stream(document.toIds()).filter(id -> id == SmallVocabulary.MASK).count();
  }

  private record Fixed(NoisingFunction function) implements NoisingFunctionFactory {

    @Override
    public String getName() {
      return "fixed";
    }

    @Override
    public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
      return function;
    }
  }
}
