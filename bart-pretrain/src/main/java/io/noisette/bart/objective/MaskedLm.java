package io.noisette.bart.objective;

import io.noisette.bart.model.Example;
import io.noisette.bart.model.ModelKind;
import io.noisette.bart.model.StackExample;
import io.noisette.model.AttentionMask;
import io.noisette.model.bart.StackSequence;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;

/**
 * A masked language model, as in BERT (docs/papers.md 1.6): 15 % of the tokens are masked and
 * predicted from all others.
 */
public final class MaskedLm implements StackObjective {

  /** Share of the tokens that are masked. */
  static final double SHARE = 0.15;

  @Override
  public String getSummary() {
    return "predict masked tokens, 15 %, with an encoder alone (BERT)";
  }

  @Override
  public ModelKind getModelKind() {
    return ModelKind.ENCODER;
  }

  @Override
  public double countReadPerTarget(int tokens) {
    return (double) tokens / ChosenTokens.count(SHARE, tokens);
  }

  @Override
  public Example toExample(TokenizedDocument text, NoiseKey key, ObjectiveContext context) {
    return mask(text, key, context, AttentionMask.FULL);
  }

  /** Returns an example with masked tokens to predict under an attention mask. */
  static StackExample mask(
      TokenizedDocument text, NoiseKey key, ObjectiveContext context, AttentionMask mask) {
    int[] ids = context.addSpecials(text.toIds());
    int[] chosen = ChosenTokens.draw(key.stream(0), SHARE, text.getLength());
    return new StackExample(
        StackSequence.masked(
            ChosenTokens.mask(ids, chosen, context.vocabulary().getMaskId()),
            ChosenTokens.labels(ids, chosen),
            mask));
  }
}
