package io.noisette.bart.objective;

import io.noisette.bart.model.Example;
import io.noisette.bart.model.ModelKind;
import io.noisette.model.bart.StackSequence.MaskKind;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;

/**
 * A masked language model under one of four attention masks, as in UniLM (docs/papers.md 1.6): each
 * text draws which of its tokens a mask is predicted from.
 */
public final class MultitaskMaskedLm implements StackObjective {

  @Override
  public String getSummary() {
    return "predict masked tokens from the left, the right or both (UniLM)";
  }

  @Override
  public ModelKind getModelKind() {
    return ModelKind.ENCODER;
  }

  @Override
  public double countReadPerTarget(int tokens) {
    return (double) tokens / ChosenTokens.count(MaskedLm.SHARE, tokens);
  }

  @Override
  public Example toExample(TokenizedDocument text, NoiseKey key, ObjectiveContext context) {
    return MaskedLm.mask(text, key, context, draw(key).of(text.getLength() + 2));
  }

  /** Draws a kind of attention mask: a sixth, a sixth, a third and a third of the texts. */
  static MaskKind draw(NoiseKey key) {
    return switch (key.stream(1).nextInt(6)) {
      case 0 -> MaskKind.LEFT_TO_RIGHT;
      case 1 -> MaskKind.RIGHT_TO_LEFT;
      case 2, 3 -> MaskKind.FULL;
      default -> MaskKind.PREFIX;
    };
  }
}
