package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterValues;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A single stack that predicts targets from sources. */
final class ConditionalStackTest {

  private static final List<int[]> SOURCES =
      List.of(new int[] {0, 11, 12, 13, 2}, new int[] {0, 21, 2});
  private static final List<int[]> TARGETS = List.of(new int[] {31, 32, 2}, new int[] {41, 2});

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @ValueSource(strings = {"language-model", "masked-lm", "multitask-masked-lm", "permuted-lm"})
  void lossesAreThoseOfTheTargetsInOrder(String objective) {
    try (ConditionalStack model = open(objective)) {
      float[] nats = model.evaluate(manager, batch(0, 1)).nats();
      assertEquals(5, nats.length);
      assertArrayEquals(
          new float[] {natsOf(model, 0, 0), natsOf(model, 0, 1), natsOf(model, 0, 2)},
          new float[] {nats[0], nats[1], nats[2]},
          1e-5f);
      assertArrayEquals(
          model.evaluate(manager, batch(1)).nats(), new float[] {nats[3], nats[4]}, 1e-5f);
      TrainingLoss loss =
          model.forwardBackward(
              manager, batch(0, 1), TrainingPass.weighted(0.2), LabelSmoothing.NONE);
      assertEquals(nats[0] + nats[1] + nats[2] + nats[3] + nats[4], loss.nats(), 1e-4);
    }
  }

  @Test
  void eachTokenIsPredictedFromTheSourceAndTheTargetBeforeIt() {
    try (ConditionalStack model = open("masked-lm")) {
      float[] nats = model.evaluate(manager, batch(0)).nats();
      List<int[]> other = List.of(new int[] {31, 33, 2});
      float[] changed = model.evaluate(manager, batch(List.of(SOURCES.get(0)), other)).nats();
      assertEquals(nats[0], changed[0], 1e-6);
      // The second token is another one, and the third is predicted from it.
      assertFalse(Math.abs(nats[1] - changed[1]) < 1e-5);
      assertFalse(Math.abs(nats[2] - changed[2]) < 1e-5);
    }
  }

  @Test
  void aModelForInferenceHasTheSameLosses() {
    SingleStackConfig config = SmallStacks.Kind.MASKED.config();
    try (ConditionalStack model = open("masked-lm");
        ConditionalStack frozen =
            new ConditionalStack(
                SingleStackModel.forInference(
                    manager,
                    config,
                    Precision.FP32,
                    ParameterValues.ofArrays(SmallModels::valuesOf)))) {
      assertArrayEquals(
          model.evaluate(manager, batch(0, 1)).nats(),
          frozen.evaluate(manager, batch(0, 1)).nats());
      assertFalse(frozen.getParameters().isTrainable());
    }
  }

  /** Loss of a target token, by a text that ends with it. */
  private float natsOf(ConditionalStack model, int pair, int token) {
    int[] target = Arrays.copyOf(TARGETS.get(pair), token + 1);
    return model.evaluate(manager, batch(List.of(SOURCES.get(pair)), List.of(target)))
        .nats()[token];
  }

  private ConditionalStack open(String objective) {
    SmallStacks.Kind kind =
        objective.equals("language-model") ? SmallStacks.Kind.CAUSAL : SmallStacks.Kind.MASKED;
    SingleStackConfig own = kind.config();
    return new ConditionalStack(
        SmallStacks.create(
            manager, new SingleStackConfig(own.bart(), objective, own.mask()), Precision.FP32));
  }

  private static Seq2SeqBatch batch(int... pairs) {
    return batch(
        Arrays.stream(pairs).mapToObj(SOURCES::get).toList(),
        Arrays.stream(pairs).mapToObj(TARGETS::get).toList());
  }

  private static Seq2SeqBatch batch(List<int[]> sources, List<int[]> targets) {
    return Seq2SeqBatch.teacherForced(PackedTokens.of(sources), PackedTokens.of(targets), 2);
  }
}
