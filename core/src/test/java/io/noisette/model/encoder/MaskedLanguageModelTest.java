package io.noisette.model.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.ModelFamily;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.layer.Closeness;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class MaskedLanguageModelTest {

  private static final SequenceBatch BATCH =
      SequenceBatch.of(PackedTokens.of(SmallModels.sequences(61, 1, 5, 1, 9)));

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BART")
  void theLossIsThatOfTheScoresWhereThereIsALabel(ModelFamily family) {
    try (MaskedLanguageModel model = SmallEncoders.maskedLm(manager, family)) {
      NDArray logP = model.logits(manager, BATCH).logSoftmax(1);
      double expected = -logP.get(2).getFloat(17) - logP.get(5).getFloat(60);
      int[] labels = labels();
      labels[2] = 17;
      labels[5] = 60;
      TrainingPass pass = TrainingPass.weighted(0.5);
      double nats = model.forwardBackward(manager, BATCH, packed(labels), pass);
      assertEquals(expected, nats, 1e-5 * expected);
    }
  }

  @Test
  void aBatchWithoutLabelsLeavesGradientsAtZero() {
    try (MaskedLanguageModel model = SmallEncoders.maskedLm(manager, ModelFamily.BERT)) {
      TrainingPass pass = TrainingPass.weighted(1);
      assertEquals(0, model.forwardBackward(manager, BATCH, packed(labels()), pass));
      for (NDArray gradient :
          model.getParameters().getGradients(model.getParameters().getTrainedNames())) {
        assertEquals(0, gradient.abs().max().toFloatArray()[0]);
      }
    }
  }

  @Test
  void labelsAreAsManyAsTokens() {
    try (MaskedLanguageModel model = SmallEncoders.maskedLm(manager, ModelFamily.BERT)) {
      PackedTokens one = PackedTokens.of(List.of(new int[] {3}));
      TrainingPass pass = TrainingPass.weighted(1);
      assertThrows(
          IllegalArgumentException.class, () -> model.forwardBackward(manager, BATCH, one, pass));
    }
  }

  @Test
  void gradientsOfTwoPassesAddUp() {
    int[] labels = labels();
    labels[7] = 11;
    try (MaskedLanguageModel model = SmallEncoders.maskedLm(manager, ModelFamily.ROBERTA)) {
      NDArray bias = model.getParameters().getGradient("lm_head.bias");
      TrainingPass pass = TrainingPass.weighted(1);
      model.forwardBackward(manager, BATCH, packed(labels), pass);
      float[] once = bias.toFloatArray();
      model.forwardBackward(manager, BATCH, packed(labels), pass);
      assertTrue(once[11] < 0, "the label's score is to rise");
      Closeness.assertClose("half of two", once, bias.div(2).toFloatArray());
    }
  }

  private static int[] labels() {
    int[] labels = new int[BATCH.tokens().getSize()];
    Arrays.fill(labels, -100);
    return labels;
  }

  private static PackedTokens packed(int[] labels) {
    return PackedTokens.of(List.of(labels));
  }
}
