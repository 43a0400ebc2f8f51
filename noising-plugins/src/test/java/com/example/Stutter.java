package com.example;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;

/** {@code stutter(rate=0.1)}: says some tokens twice. */
public final class Stutter implements NoisingFunctionFactory {

  @Override
  public String getName() {
    return "stutter";
  }

  @Override
  public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
    double rate = arguments.getProbability("rate", 0.1, "probability that a token is said twice");
    return (document, random) -> {
      TokenizedDocument.Builder stuttered = TokenizedDocument.builder(document.getLength());
      for (int i = 0; i < document.getLength(); i++) {
        stuttered.copy(document, i, i + 1);
        if (random.nextDouble() < rate) {
          stuttered.add(document.getId(i), document.isWordStart(i));
        }
      }
      return stuttered.build();
    };
  }
}
