package io.noisette.noising.builtin;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;

/** {@code rotate-document(probability=1)}: BART's document rotation, uniform over the tokens. */
public final class RotateDocument implements NoisingFunctionFactory {

  @Override
  public String getName() {
    return "rotate-document";
  }

  @Override
  public String getDescription() {
    return "rotates the document to start at a random token; the tokens before it move to the end";
  }

  @Override
  public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
    double probability =
        arguments.getProbability(
            "probability", 1, "probability that the document is rotated; default from the paper");
    return (document, random) ->
        document.getLength() > 0 && random.nextDouble() < probability
            ? rotate(document, random.nextInt(document.getLength()))
            : document;
  }

  /** Rotates the document to start at token {@code first}; a sentence that is cut becomes two. */
  private static TokenizedDocument rotate(TokenizedDocument document, int first) {
    TokenizedDocument.Builder rotated = TokenizedDocument.builder(document.getLength());
    rotated.copy(document, first, document.getLength());
    rotated.copy(document, 0, first);
    return rotated.build();
  }
}
