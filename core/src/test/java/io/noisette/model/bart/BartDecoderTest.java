package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BartDecoderTest {

  private static final int VOCABULARY = 19;
  private static final int[] SOURCE = SmallBarts.source(9);

  private final NDManager manager = Torch.newManager("cpu");
  private final BartModel model = SmallBarts.create(manager, SmallBarts.config(VOCABULARY));

  @AfterEach
  void close() {
    model.close();
    manager.close();
  }

  @Test
  void stepsEqualTheTeacherForcedPass() {
    int[] target = {2, 0, 7, 11, 7, 4, 18};
    float[] wanted = teacherForced(target);
    try (BartDecoder decoder = model.startDecoding(manager, SOURCE)) {
      for (int place = 0; place < target.length; place++) {
        float[] step = decoder.step(new int[] {target[place]}, new int[] {0});
        assertArrayEquals(rowOf(wanted, place), step, 1e-5f, "place " + place);
      }
    }
  }

  @Test
  void hypothesesGoOnFromTheirParents() {
    try (BartDecoder decoder = model.startDecoding(manager, SOURCE)) {
      decoder.step(new int[] {2, 2, 2}, new int[] {0, 0, 0});
      decoder.step(new int[] {5, 6, 7}, new int[] {0, 1, 2});
      decoder.step(new int[] {8, 9, 10}, new int[] {2, 0, 2});
      float[] step = decoder.step(new int[] {11, 12, 13}, new int[] {1, 1, 2});
      int[][] targets = {{2, 5, 9, 11}, {2, 5, 9, 12}, {2, 7, 10, 13}};
      for (int row = 0; row < targets.length; row++) {
        float[] wanted = rowOf(teacherForced(targets[row]), 3);
        assertArrayEquals(wanted, rowOf(step, row), 1e-5f, "hypothesis " + row);
      }
    }
  }

  @Test
  void aSourceOfOneTokenCanBeDecoded() {
    try (BartDecoder decoder = model.startDecoding(manager, new int[] {2})) {
      double sum = 0;
      for (float logProbability : decoder.step(new int[] {2}, new int[] {0})) {
        sum += Math.exp(logProbability);
      }
      assertEquals(1, sum, 1e-5);
    }
  }

  @Test
  void thereIsNoTokenBeyondThePositions() {
    try (BartDecoder decoder = model.startDecoding(manager, SOURCE)) {
      for (int i = 0; i < model.getConfig().maxPositionEmbeddings(); i++) {
        decoder.step(new int[] {2}, new int[] {0});
      }
      assertThrows(
          IllegalArgumentException.class, () -> decoder.step(new int[] {2}, new int[] {0}));
    }
  }

  /** Log-probabilities after each token of a decoder input, (tokens, V). */
  private float[] teacherForced(int[] decoderInput) {
    PackedTokens target = PackedTokens.of(List.of(decoderInput));
    Seq2SeqBatch batch = new Seq2SeqBatch(PackedTokens.of(List.of(SOURCE)), target, target);
    try (NDManager scope = manager.newSubManager()) {
      return model.logits(scope, batch).logSoftmax(1).toFloatArray();
    }
  }

  private static float[] rowOf(float[] matrix, int row) {
    return Arrays.copyOfRange(matrix, row * VOCABULARY, (row + 1) * VOCABULARY);
  }
}
