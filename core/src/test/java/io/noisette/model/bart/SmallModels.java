package io.noisette.model.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.random.Mix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Models and batches of a size for tests, all of whose parameters matter. */
public final class SmallModels {

  private SmallModels() {}

  /** 2 + 2 layers, d 24, heads 3 and 2, all widths different. */
  public static BartConfig config(double dropout) {
    return new BartConfig(
        61, 24, 2, 2, 3, 2, 40, 56, 64, dropout, true, 0.02, BartSpecialTokens.BART);
  }

  /** Random weights and biases, norms around 1: a bias or norm that is left out shows. */
  public static float[] valuesOf(ParameterSpec spec) {
    SplittableRandom random = new SplittableRandom(Mix.of(1, spec.name().hashCode()));
    boolean matrix = spec.shape().dimension() > 1;
    double deviation = matrix ? 1 / Math.sqrt((double) spec.shape().get(1)) : 0.1;
    double mean = spec.start() == ParameterSpec.Start.ONE ? 1 : 0;
    float[] values = new float[Math.toIntExact(spec.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }

  public static BartModel create(NDManager manager, BartConfig config) {
    return create(manager, config, Precision.FP32);
  }

  public static BartModel create(NDManager manager, BartConfig config, Precision precision) {
    float[] bias = new float[config.vocabSize()];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = i % 7 * 0.1f;
    }
    return new BartModel(
        manager, config, precision, ParameterValues.ofArrays(SmallModels::valuesOf), bias);
  }

  /** Sequences of the given lengths with ids in [4, vocabSize). */
  public static List<int[]> sequences(int vocabSize, long seed, int... lengths) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> sequences = new ArrayList<>();
    for (int length : lengths) {
      sequences.add(random.ints(length, 4, vocabSize).toArray());
    }
    return sequences;
  }
}
