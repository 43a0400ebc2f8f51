package io.noisette.bart.golden;

import io.noisette.bart.model.Example;
import io.noisette.bart.objective.Denoising;
import io.noisette.bart.objective.Objective;
import io.noisette.bart.objective.ObjectiveContext;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.NoiseSpec;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import java.util.stream.IntStream;

/** Texts of a length, whose tokens all differ, as the input of objectives. */
final class NumberedTexts {

  private static final long SEED = 1;

  private final TokenizedDocument text;
  private final ObjectiveContext context;

  /**
   * Creates texts.
   *
   * @param tokens number of tokens of each text, without special tokens
   */
  NumberedTexts(int tokens, NoiseCompiler compiler) {
    Words vocabulary = new Words(tokens);
    int[] ids = IntStream.range(Words.FIRST, Words.FIRST + tokens).toArray();
    text = TokenizedDocument.of(ids, new int[] {0});
    context =
        new ObjectiveContext(
            vocabulary,
            BartSpecialTokens.BART,
            tokens + 2,
            compiler.compile(NoiseSpec.parse(Denoising.PAPER_NOISE), vocabulary));
  }

  /** Returns the number of tokens of a text, without special tokens. */
  int getTokens() {
    return text.getLength();
  }

  /** Returns the id of the mask token. */
  int getMaskId() {
    return context.vocabulary().getMaskId();
  }

  /** Returns the training example of a text in an epoch. */
  Example toExample(Objective objective, long epoch, long document) {
    return objective.toExample(text, new NoiseKey(SEED, epoch, document, 0, 0), context);
  }

  /** The three special tokens, words that are numbers, and the mask. */
  private record Words(int count) implements Vocabulary {

    static final int FIRST = 3;

    @Override
    public int getSize() {
      return FIRST + count + 1;
    }

    @Override
    public int getMaskId() {
      return FIRST + count;
    }

    @Override
    public boolean isSpecial(int id) {
      return id < FIRST || id == getMaskId();
    }

    @Override
    public boolean isWordStart(int id) {
      return true;
    }
  }
}
