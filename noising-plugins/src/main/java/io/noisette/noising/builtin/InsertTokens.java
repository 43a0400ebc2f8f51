package io.noisette.noising.builtin;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.Vocabulary;

/**
 * {@code insert-tokens(ratio=0.15,random=0)}: insertion, which fairseq has and the paper has not.
 */
public final class InsertTokens implements NoisingFunctionFactory {

  @Override
  public String getName() {
    return "insert-tokens";
  }

  @Override
  public String getDescription() {
    return "inserts masks between the tokens";
  }

  @Override
  public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
    double ratio =
        arguments.getProbability(
            "ratio", 0.15, "insertions per token of the document, rounded up; Noisette's");
    Replacement replacement = Replacement.of(arguments, vocabulary);
    return (document, random) ->
        Insertion.insert(
            document, Sampling.share(ratio, document.getLength()), replacement, random);
  }
}
