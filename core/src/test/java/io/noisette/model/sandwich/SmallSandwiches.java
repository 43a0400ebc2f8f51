package io.noisette.model.sandwich;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.model.DropoutRates;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.bart.SmallModels;
import java.util.ArrayList;
import java.util.List;

/** Language models and batches of a size for tests, all of whose parameters matter. */
public final class SmallSandwiches {

  /** Three bands of 40, 30 and 31 words, and vectors of 24, 8 and 2. */
  public static final SandwichConfig ADAPTIVE =
      new SandwichConfig(
          101,
          24,
          3,
          40,
          SublayerPattern.parse("ssfsff"),
          List.of(40, 70),
          3,
          false,
          Gate.NONE,
          1e-5,
          64,
          SandwichSpecialTokens.FAIRSEQ,
          DropoutRates.NONE);

  /** One table. */
  public static final SandwichConfig PLAIN =
      ADAPTIVE.with(it -> it.cutoffs(List.of()).vocabSize(61).finalNorm(true));

  private SmallSandwiches() {}

  public static SandwichModel create(NDManager manager, SandwichConfig config) {
    return create(manager, config, Precision.FP32);
  }

  public static SandwichModel create(
      NDManager manager, SandwichConfig config, Precision precision) {
    return new SandwichModel(
        manager, config, precision, ParameterValues.ofArrays(SmallSandwiches::valuesOf));
  }

  /** Windows of the given lengths, in which each token is the target of the one before it. */
  public static LanguageBatch batch(SandwichConfig config, long seed, int... lengths) {
    PackedTokens tokens = PackedTokens.of(SmallModels.sequences(config.vocabSize(), seed, lengths));
    PackedTokens targets =
        PackedTokens.of(SmallModels.sequences(config.vocabSize(), seed + 1, lengths));
    return new LanguageBatch(tokens, targets);
  }

  /** Without every third target, and none for the first tokens. */
  public static LanguageBatch partly(LanguageBatch batch) {
    List<int[]> windows = new ArrayList<>();
    int at = 0;
    for (long length : batch.tokens().getLengths()) {
      int[] targets = new int[(int) length];
      for (int i = 0; i < length; i++) {
        targets[i] = i % 3 == 0 ? -100 : (int) batch.targets().getId(at + i);
      }
      windows.add(targets);
      at += (int) length;
    }
    return new LanguageBatch(batch.tokens(), PackedTokens.of(windows));
  }

  /** Like {@link SmallModels#valuesOf}, but no distribution collapses onto one word. */
  private static float[] valuesOf(ParameterSpec spec) {
    float[] values = SmallModels.valuesOf(spec);
    if (spec.name().startsWith("embed_tokens") && !spec.name().contains("projection")) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= 0.5f;
      }
    }
    return values;
  }
}
