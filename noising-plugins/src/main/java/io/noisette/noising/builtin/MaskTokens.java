package io.noisette.noising.builtin;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import java.util.random.RandomGenerator;

/**
 * {@code mask-tokens(ratio=0.15,random=0)}: BART's token masking. The number of masked tokens is
 * exact, not binomial.
 */
public final class MaskTokens implements NoisingFunctionFactory {

  @Override
  public String getName() {
    return "mask-tokens";
  }

  @Override
  public String getDescription() {
    return "replaces random tokens by one mask each";
  }

  @Override
  public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
    double ratio =
        arguments.getProbability(
            "ratio", 0.15, "share of tokens to mask, rounded up; default from BERT");
    Replacement replacement = Replacement.of(arguments, vocabulary);
    return (document, random) -> mask(document, ratio, replacement, random);
  }

  private static TokenizedDocument mask(
      TokenizedDocument document, double ratio, Replacement replacement, RandomGenerator random) {
    int length = document.getLength();
    boolean[] chosen = Sampling.subset(Sampling.share(ratio, length), length, random);
    TokenizedDocument.Builder masked = TokenizedDocument.builder(length);
    for (int sentence = 0; sentence < document.getSentenceCount(); sentence++) {
      masked.startSentence();
      int end = document.getSentenceEnd(sentence);
      for (int i = document.getSentenceStart(sentence); i < end; i++) {
        if (chosen[i]) {
          int id = replacement.draw(random);
          masked.add(id, replacement.isWordStart(id));
        } else {
          masked.add(document.getId(i), document.isWordStart(i));
        }
      }
    }
    return masked.build();
  }
}
