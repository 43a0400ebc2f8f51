package io.noisette.distillation.data;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;

/** A noising function of a program: the tokens in reverse order. */
final class TurnAround implements NoisingFunctionFactory {

  @Override
  public String getName() {
    return "turn-around";
  }

  @Override
  public String getDescription() {
    return "reverses the tokens";
  }

  @Override
  public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
    return (document, random) -> {
      TokenizedDocument.Builder turned = TokenizedDocument.builder(document.getLength());
      turned.startSentence();
      for (int i = document.getLength() - 1; i >= 0; i--) {
        turned.add(document.getId(i), document.isWordStart(i));
      }
      return turned.build();
    };
  }
}
