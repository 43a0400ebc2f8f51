package io.noisette.model.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.model.layer.Initialization;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random models that tests run in a moment; their weights are large, so that all of them matter.
 */
public final class SmallBarts {

  private SmallBarts() {}

  /** A shape with unlike numbers of layers and heads. */
  public static BartConfig config(int vocabSize) {
    return new BartConfig(
        vocabSize, 24, 1, 2, 2, 4, 20, 28, 32, 0.1, true, 0.3, BartSpecialTokens.BART);
  }

  /** A model whose scores have a bias, too. */
  public static BartModel create(NDManager parent, BartConfig config) {
    Initialization start = new Initialization(5, config.initStd(), config.special().pad());
    SplittableRandom random = new SplittableRandom(6);
    double[] bias = random.doubles(config.vocabSize(), -1, 1).toArray();
    float[] narrow = new float[bias.length];
    for (int i = 0; i < bias.length; i++) {
      narrow[i] = (float) bias[i];
    }
    return new BartModel(parent, config, Precision.FP32, start, narrow);
  }

  /** Ids of a source of so many tokens, special ones included. */
  public static int[] source(int length) {
    int[] ids = new int[length];
    Arrays.setAll(ids, i -> 4 + 3 * i % 11);
    ids[0] = BartSpecialTokens.BART.bos();
    ids[length - 1] = BartSpecialTokens.BART.eos();
    return ids;
  }
}
