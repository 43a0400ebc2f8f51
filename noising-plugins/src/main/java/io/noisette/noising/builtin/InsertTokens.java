package io.noisette.noising.builtin;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.Vocabulary;

/**
 * {@code insert-tokens(ratio=0.15,random=0)}: token insertion, which is in fairseq but not in the
 * paper.
 */
public final class InsertTokens implements NoisingFunctionFactory {

  @Override
  public String getName() {
    return "insert-tokens";
  }

  @Override
  public String getDescription() {
    return "inserts masks at random positions";
  }

  @Override
  public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
    double ratio =
        arguments.getProbability(
            "ratio",
            0.15,
            "insertions per token of the document, rounded up; default chosen by Noisette");
    Replacement replacement = Replacement.of(arguments, vocabulary);
    return (document, random) ->
        Insertion.insert(
            document, Sampling.share(ratio, document.getLength()), replacement, random);
  }
}
