package io.noisette.noising.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions that break the contract fail it. */
class NoisingFunctionContractTest {

  @Test
  void randomnessOfItsOwnIsFound() {
    Random own = new Random();
    assertBreaks(NoisingFunctionContract::oneStreamMakesOneNoise, id -> own.nextInt(5, 9));
  }

  @Test
  void stateIsFound() {
    AtomicInteger count = new AtomicInteger();
    assertBreaks(
        NoisingFunctionContract::threadsMakeTheNoiseOfOne,
        id -> 5 + count.incrementAndGet() % 997); // no divisor of the tokens of a pass
  }

  @Test
  void idsBeyondTheVocabularyAreFound() {
    assertBreaks(NoisingFunctionContract::documentsStayDocumentsOfTheVocabulary, id -> 2_000);
    assertBreaks(NoisingFunctionContract::longDocumentsAreSafe, id -> -1);
  }

  @Test
  void specialTokensAreFound() {
    assertBreaks(NoisingFunctionContract::documentsStayDocumentsOfTheVocabulary, id -> 0);
  }

  @Test
  void wordStartsThatAreMadeUpAreFound() {
    assertBreaks(NoisingFunctionContract::documentsStayDocumentsOfTheVocabulary, id -> id);
  }

  @Test
  void aDocumentThatIsTakenToHaveTokensIsFound() {
    NoisingFunction first =
        (document, random) -> TokenizedDocument.of(new int[] {document.getId(0)}, new int[] {0});
    assertThrows(
        IndexOutOfBoundsException.class, () -> contract((a, v) -> first).shortDocumentsAreSafe());
  }

  @Test
  void anArgumentThatIsNotAlwaysAskedForIsFound() {
    Creation moody =
        (arguments, vocabulary) -> {
          if (arguments.isFlagSet("deep", "whether depth counts")) {
            var unused = arguments.getInt("depth", 1, "how deep");
          }
          return (document, random) -> document;
        };
    assertThrows(
        AssertionError.class,
        () -> contract(moody).aListingLearnsTheArgumentsWhateverTheirValues());
  }

  @Test
  void anArgumentThatIsNotKnownIsFound() {
    Creation deaf = (arguments, vocabulary) -> (document, random) -> document;
    assertThrows(AssertionError.class, () -> contract(deaf).unknownArgumentsAreRefused());
  }

  /** How a factory creates, with the flag {@code deep} among the arguments to try. */
  @FunctionalInterface
  private interface Creation {
    NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary);
  }

  /** Requires that a function which writes ids so, every token a word, fails a test. */
  private static void assertBreaks(
      Consumer<NoisingFunctionContract> test, UnaryOperator<Integer> idWritten) {
    NoisingFunction function =
        (document, random) -> {
          int[] ids = Arrays.stream(document.toIds()).map(idWritten::apply).toArray();
          return TokenizedDocument.of(ids, ids.length == 0 ? ids : new int[] {0});
        };
    NoisingFunctionContract contract = contract((arguments, vocabulary) -> function);
    assertThrows(AssertionError.class, () -> test.accept(contract));
  }

  private static NoisingFunctionContract contract(Creation creation) {
    return new NoisingFunctionContract() {
      @Override
      protected NoisingFunctionFactory getFactory() {
        return new NoisingFunctionFactory() {
          @Override
          public String getName() {
            return "broken";
          }

          @Override
          public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
            return creation.create(arguments, vocabulary);
          }
        };
      }

      @Override
      protected List<Map<String, String>> getArguments() {
        return List.of(Map.of(), Map.of("deep", ""));
      }
    };
  }
}
