package io.noisette.bart.objective;

import io.noisette.bart.model.Example;
import io.noisette.bart.model.ModelKind;
import io.noisette.bart.model.StackExample;
import io.noisette.model.bart.StackSequence;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import java.util.Arrays;

/**
 * A permuted language model, as in XLNet (docs/papers.md 1.6): a sixth of the tokens is predicted
 * in a random order, each from the others and those that came before it.
 */
public final class PermutedLm implements StackObjective {

  private static final double SHARE = 1.0 / 6;

  @Override
  public String getSummary() {
    return "predict a sixth of the tokens in random order, with an encoder alone (XLNet)";
  }

  @Override
  public ModelKind getModelKind() {
    return ModelKind.ENCODER;
  }

  @Override
  public double countReadPerTarget(int tokens) {
    return (double) tokens / ChosenTokens.count(SHARE, tokens) + 1; // a query for each
  }

  @Override
  public Example toExample(TokenizedDocument text, NoiseKey key, ObjectiveContext context) {
    int[] ids = context.addSpecials(text.toIds());
    int[] order = drawOrder(key, text.getLength());
    return new StackExample(StackSequence.permuted(ids, order, context.vocabulary().getMaskId()));
  }

  /**
   * Draws the rank of each predicted token, -1 for the others, special tokens included.
   *
   * @param tokens number of tokens without special tokens
   */
  static int[] drawOrder(NoiseKey key, int tokens) {
    int[] chosen = ChosenTokens.draw(key.stream(0), SHARE, tokens);
    int[] order = new int[tokens + 2];
    Arrays.fill(order, -1);
    for (int rank = 0; rank < chosen.length; rank++) {
      order[chosen[rank]] = rank;
    }
    return order;
  }
}
