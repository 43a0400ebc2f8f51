package io.noisette.bart.objective;

import io.noisette.bart.model.Example;
import io.noisette.bart.model.ModelKind;
import io.noisette.bart.model.StackExample;
import io.noisette.model.bart.StackSequence;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A language model, as in GPT (docs/papers.md 1.6): each token is predicted from those before. */
public final class LanguageModel implements StackObjective {

  @Override
  public String getSummary() {
    return "predict each token from those before it, with a decoder alone (GPT)";
  }

  @Override
  public ModelKind getModelKind() {
    return ModelKind.DECODER;
  }

  /** The ends of texts are predicted, too, so they count among the frequencies of tokens. */
  @Override
  public HeldOutFigures newFigures(ObjectiveContext context, @Nullable UnigramModel unigram) {
    return new TargetFigures(unigram == null ? null : unigram.withEnds(context.special().eos()));
  }

  @Override
  public Example toExample(TokenizedDocument text, NoiseKey key, ObjectiveContext context) {
    int[] ids = context.addSpecials(text.toIds());
    return new StackExample(
        StackSequence.causal(
            Arrays.copyOf(ids, ids.length - 1), Arrays.copyOfRange(ids, 1, ids.length)));
  }
}
