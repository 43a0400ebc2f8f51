package io.noisette.noising.builtin;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import java.util.random.RandomGenerator;

/**
 * {@code delete-tokens(ratio=0.15)}: BART's token deletion. The number of deleted tokens is exact,
 * not binomial.
 */
public final class DeleteTokens implements NoisingFunctionFactory {

  @Override
  public String getName() {
    return "delete-tokens";
  }

  @Override
  public String getDescription() {
    return "removes random tokens and leaves no mask";
  }

  @Override
  public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
    double ratio =
        arguments.getProbability(
            "ratio", 0.15, "share of tokens to delete, rounded up; default chosen by Noisette");
    return (document, random) -> delete(document, ratio, random);
  }

  private static TokenizedDocument delete(
      TokenizedDocument document, double ratio, RandomGenerator random) {
    int length = document.getLength();
    boolean[] chosen = Sampling.subset(Sampling.share(ratio, length), length, random);
    TokenizedDocument.Builder kept = TokenizedDocument.builder(length);
    for (int sentence = 0; sentence < document.getSentenceCount(); sentence++) {
      kept.startSentence();
      int end = document.getSentenceEnd(sentence);
      for (int i = document.getSentenceStart(sentence); i < end; i++) {
        if (!chosen[i]) {
          kept.add(document.getId(i), document.isWordStart(i));
        }
      }
    }
    return kept.build();
  }
}
