package io.noisette.noising.builtin;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;

/** {@code rotate-document(probability=1)}: BART's rotation, uniform over the tokens. */
public final class RotateDocument implements NoisingFunctionFactory {

  @Override
  public String getName() {
    return "rotate-document";
  }

  @Override
  public String getDescription() {
    return "makes the document start at a random token; what came before it goes to the end";
  }

  @Override
  public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
    double probability =
        arguments.getProbability("probability", 1, "how often to rotate at all; the paper's");
    return (document, random) ->
        document.getLength() > 0 && random.nextDouble() < probability
            ? rotate(document, random.nextInt(document.getLength()))
            : document;
  }

  /** A sentence that is cut becomes two. */
  private static TokenizedDocument rotate(TokenizedDocument document, int first) {
    TokenizedDocument.Builder rotated = TokenizedDocument.builder(document.getLength());
    rotated.copy(document, first, document.getLength());
    rotated.copy(document, 0, first);
    return rotated.build();
  }
}
