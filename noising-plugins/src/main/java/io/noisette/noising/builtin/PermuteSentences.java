package io.noisette.noising.builtin;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import java.util.random.RandomGenerator;

/** {@code permute-sentences(ratio=1)}: BART's sentence permutation. */
public final class PermuteSentences implements NoisingFunctionFactory {

  @Override
  public String getName() {
    return "permute-sentences";
  }

  @Override
  public String getDescription() {
    return "shuffles the sentences";
  }

  @Override
  public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
    double ratio =
        arguments.getProbability(
            "ratio", 1, "share of sentences to shuffle, rounded up; default from the paper");
    return (document, random) -> permute(document, ratio, random);
  }

  private static TokenizedDocument permute(
      TokenizedDocument document, double ratio, RandomGenerator random) {
    TokenizedDocument.Builder permuted = TokenizedDocument.builder(document.getLength());
    for (int sentence : order(document.getSentenceCount(), ratio, random)) {
      permuted.copy(
          document, document.getSentenceStart(sentence), document.getSentenceEnd(sentence));
    }
    return permuted.build();
  }

  /**
   * Returns the new order of the sentences: a random subset is shuffled, all orders equally likely.
   */
  private static int[] order(int count, double ratio, RandomGenerator random) {
    int moving = Sampling.share(ratio, count);
    boolean[] moves = Sampling.subset(moving, count, random);
    int[] places = new int[moving];
    int[] order = new int[count];
    for (int sentence = 0, found = 0; sentence < count; sentence++) {
      order[sentence] = sentence;
      if (moves[sentence]) {
        places[found++] = sentence;
      }
    }
    for (int last = moving - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int sentence = order[places[last]];
      order[places[last]] = order[places[other]];
      order[places[other]] = sentence;
    }
    return order;
  }
}
