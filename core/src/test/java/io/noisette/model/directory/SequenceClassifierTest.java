package io.noisette.model.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.encoder.SmallEncoders;
import io.noisette.model.layer.Closeness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SequenceClassifierTest {

  private static final int END = BartSpecialTokens.BART.eos();
  private static final Labels LABELS = Labels.numbered(3);
  private static final float[] TARGETS = {2, 0, 1};

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @EnumSource
  void scoresAreTheSameAloneAndPacked(ModelFamily family) {
    try (SequenceClassifier model = SmallEncoders.classifier(manager, family, LABELS)) {
      float[] packed = model.logits(manager, batch(texts())).toFloatArray();
      for (int i = 0; i < texts().size(); i++) {
        float[] alone = model.logits(manager, batch(texts().subList(i, i + 1))).toFloatArray();
        Closeness.assertClose("text " + i, alone, Arrays.copyOfRange(packed, 3 * i, 3 * i + 3));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void dropoutIsAFunctionOfTheSeedAndOnlyOfTraining(ModelFamily family) {
    try (SequenceClassifier model = SmallEncoders.classifier(manager, family, LABELS)) {
      TrainingPass plain = TrainingPass.weighted(1);
      double loss = loss(model, plain.withDropout(5));
      assertEquals(loss, loss(model, plain.withDropout(5)));
      assertNotEquals(loss, loss(model, plain.withDropout(6)));
      LabelScores scores = model.forwardBackward(manager, batch(texts()), TARGETS, plain);
      float[] evaluated = model.logits(manager, batch(texts())).toFloatArray();
      Closeness.assertClose("scores", Arrays.copyOf(evaluated, 3), scores.getScores(0));
    }
  }

  /** The slope of the loss along a direction, from the gradient and from two losses. */
  @ParameterizedTest
  @EnumSource
  void whatIsAddedToWordVectorsHasItsGradient(ModelFamily family) {
    try (SequenceClassifier model = SmallEncoders.classifier(manager, family, LABELS)) {
      NDArray delta = random(model.getWidth(), 1, 0.1f);
      NDArray decoderDelta = random(model.getWidth(), 2, 0.1f);
      double step = 0.01;
      for (NDArray moved : List.of(delta, decoderDelta)) {
        if (moved == decoderDelta && family != ModelFamily.BART) {
          continue;
        }
        delta.setRequiresGradient(moved == delta);
        decoderDelta.setRequiresGradient(moved == decoderDelta);
        loss(model, pass(delta, decoderDelta));
        NDArray direction = random(model.getWidth(), 3, 1);
        double slope = moved.getGradient().mul(direction).sum().toFloatArray()[0];
        NDArray up = moved.stopGradient().add(direction.mul(step));
        NDArray down = moved.stopGradient().sub(direction.mul(step));
        boolean first = moved == delta;
        double above = loss(model, first ? pass(up, decoderDelta) : pass(delta, up));
        double below = loss(model, first ? pass(down, decoderDelta) : pass(delta, down));
        assertTrue(Math.abs(slope) > 0.05, "the direction shows nothing");
        assertEquals((above - below) / (2 * step), slope, 0.02 * Math.abs(slope));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRegressionsLossIsTheSquaredError(ModelFamily family) {
    Labels one = Labels.numbered(1);
    try (SequenceClassifier model = SmallEncoders.classifier(manager, family, one)) {
      float[] values = model.logits(manager, batch(texts())).toFloatArray();
      float[] targets = {0.5f, -1, 2};
      double expected = 0;
      for (int i = 0; i < 3; i++) {
        expected += Math.pow(values[i] - targets[i], 2);
      }
      LabelScores scores =
          model.forwardBackward(manager, batch(texts()), targets, TrainingPass.weighted(1));
      assertEquals(expected, scores.getLoss(), 1e-5 * expected);
    }
  }

  @Test
  void tokenTypesMatterToBert() {
    try (SequenceClassifier model = SmallEncoders.classifier(manager, ModelFamily.BERT, LABELS)) {
      PackedTokens tokens = PackedTokens.of(List.of(new int[] {5, 6, 7}));
      PackedTokens types = PackedTokens.of(List.of(new int[] {0, 1, 1}));
      float[] plain = model.logits(manager, SequenceBatch.of(tokens)).toFloatArray();
      float[] typed = model.logits(manager, new SequenceBatch(tokens, types)).toFloatArray();
      assertTrue(Math.abs(plain[0] - typed[0]) > 1e-3);
    }
  }

  @Test
  void aTextForBartHasAnEnd() {
    try (SequenceClassifier model = SmallEncoders.classifier(manager, ModelFamily.BART, LABELS)) {
      SequenceBatch endless = SequenceBatch.of(PackedTokens.of(List.of(new int[] {5, 6})));
      assertThrows(IllegalArgumentException.class, () -> model.logits(manager, endless));
    }
  }

  @Test
  void aTargetIsALabel() {
    try (SequenceClassifier model = SmallEncoders.classifier(manager, ModelFamily.BERT, LABELS)) {
      SequenceBatch batch = batch(texts());
      TrainingPass pass = TrainingPass.weighted(1);
      for (float[] wrong : new float[][] {{0, 1, 3}, {0, 1, 0.5f}, {0, 1}}) {
        assertThrows(
            IllegalArgumentException.class,
            () -> model.forwardBackward(manager, batch, wrong, pass));
      }
    }
  }

  /** RoBERTa's position table has two rows in front of the first token's. */
  @Test
  void aTextIsAsLongAsThePositionTableAllows() {
    for (ModelFamily family : ModelFamily.values()) {
      try (SequenceClassifier model = SmallEncoders.classifier(manager, family, LABELS)) {
        List<int[]> longest = new ArrayList<>();
        longest.add(text(model.getMaxLength(), 9));
        assertEquals(3, model.logits(manager, batch(longest)).size());
        longest.set(0, text(model.getMaxLength() + 1, 9));
        SequenceBatch tooLong = batch(longest);
        assertThrows(IllegalArgumentException.class, () -> model.logits(manager, tooLong));
      }
    }
  }

  private static TrainingPass pass(NDArray delta, NDArray decoderDelta) {
    return TrainingPass.weighted(1).withDropout(4).withDelta(delta).withDecoderDelta(decoderDelta);
  }

  private double loss(SequenceClassifier model, TrainingPass pass) {
    return model.forwardBackward(manager, batch(texts()), TARGETS, pass).getLoss();
  }

  private NDArray random(int width, long seed, float size) {
    int tokens = texts().stream().mapToInt(text -> text.length).sum();
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[tokens * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = size * (float) random.nextGaussian();
    }
    return Parameters.copy(manager, new Shape(tokens, width), values);
  }

  private static SequenceBatch batch(List<int[]> texts) {
    return SequenceBatch.of(PackedTokens.of(texts));
  }

  private static List<int[]> texts() {
    return List.of(text(7, 1), text(2, 2), text(12, 3));
  }

  private static int[] text(int length, long seed) {
    int[] ids = SmallModels.sequences(61, seed, length).get(0);
    ids[length - 1] = END;
    return ids;
  }
}
