package io.noisette.noising.builtin;

import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.NoiseSpec;
import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.Vocabulary;
import io.noisette.noising.testing.NoisingFunctionContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Our own functions keep the contract that plug-ins have to keep. */
class BuiltInFunctionsTest {

  @Nested
  class MaskTokensTest extends Contract {
    MaskTokensTest() {
      super(new MaskTokens(), List.of(Map.of("ratio", "0.5", "random", "0.5")));
    }
  }

  @Nested
  class DeleteTokensTest extends Contract {
    DeleteTokensTest() {
      super(new DeleteTokens(), List.of(Map.of("ratio", "0.5")));
    }
  }

  @Nested
  class InsertTokensTest extends Contract {
    InsertTokensTest() {
      super(new InsertTokens(), List.of(Map.of("ratio", "1", "random", "0.5")));
    }
  }

  @Nested
  class InfillTest extends Contract {
    InfillTest() {
      super(
          new Infill(),
          List.of(
              Map.of("random", "0.5"),
              Map.of("ratio", "1", "lambda", "0.1", "random", "0.5"),
              Map.of("ratio", "1", "lambda", "100"),
              Map.of("whole-words", "", "replace-length", "0"),
              Map.of("whole-words", "", "replace-length", "-1", "random", "0.5")));
    }
  }

  @Nested
  class PermuteSentencesTest extends Contract {
    PermuteSentencesTest() {
      super(new PermuteSentences(), List.of(Map.of("ratio", "0.5")));
    }
  }

  @Nested
  class RotateDocumentTest extends Contract {
    RotateDocumentTest() {
      super(new RotateDocument(), List.of(Map.of("probability", "0.5")));
    }
  }

  @Nested
  class AllOfThemTest extends Contract {
    AllOfThemTest() {
      super(
          new Pipeline(
              "rotate-document|permute-sentences|delete-tokens|mask-tokens|infill(random=0.1)"
                  + "|insert-tokens"),
          List.of());
    }
  }

  /** Tries the defaults and the arguments that it is given. */
  private abstract static class Contract extends NoisingFunctionContract {

    private final NoisingFunctionFactory factory;
    private final List<Map<String, String>> arguments = new ArrayList<>(List.of(Map.of()));

    Contract(NoisingFunctionFactory factory, List<Map<String, String>> arguments) {
      this.factory = factory;
      this.arguments.addAll(arguments);
    }

    @Override
    protected NoisingFunctionFactory getFactory() {
      return factory;
    }

    @Override
    protected List<Map<String, String>> getArguments() {
      return arguments;
    }
  }

  /** A spec as one function. */
  private record Pipeline(String spec) implements NoisingFunctionFactory {

    @Override
    public String getName() {
      return "pipeline";
    }

    @Override
    public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
      Noise noise = new NoiseCompiler(Noises.FACTORIES).compile(NoiseSpec.parse(spec), vocabulary);
      return (document, random) ->
          noise.corrupt(document, new NoiseKey(random.nextLong(), 0, 0, 0, 0));
    }
  }
}
