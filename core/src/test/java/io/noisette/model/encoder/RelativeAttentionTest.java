package io.noisette.model.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.model.ParameterValues;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.encoder.RelativeAttentionConfig.Norm;
import io.noisette.model.layer.Closeness;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/papers.md 4.4, checks 6, 7 and 9. */
final class RelativeAttentionTest {

  private static final int WIDTH = 12;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");
  private RelativeAttention layer;

  @BeforeEach
  void create() {
    RelativeAttentionConfig config = new RelativeAttentionConfig(WIDTH, 2, 5, 1e-5, Norm.PRE);
    layer = new RelativeAttention(manager, config, ParameterValues.ofArrays(SmallModels::valuesOf));
  }

  @AfterEach
  void close() {
    layer.close();
  }

  @Test
  void theRelativeShiftOfTheNotes() {
    float[] scores = {1, 2, 3, 4, 5, 6, 7, 8};
    NDArray shifted = layer.shift(Parameters.copy(manager, new Shape(1, 1, 2, 4), scores));
    assertArrayEquals(new float[] {2, 3, 4, 0, 5, 6, 7, 8}, shifted.toFloatArray());
  }

  @Test
  void twoWindowsWithMemoryAreOnePass() {
    NDArray text = values(2, 16);
    NDArray first = text.get(new NDIndex(":, :8"));
    NDArray second = text.get(new NDIndex(":, 8:"));
    NDArray whole = layer.attend(text, none()).output();
    NDArray before = layer.attend(first, none()).output();
    NDArray after = layer.attend(second, first).output();
    Closeness.assertClose("first", whole.get(new NDIndex(":, :8")), before);
    Closeness.assertClose("second", whole.get(new NDIndex(":, 8:")), after);
  }

  /** Each layer's memory is its own input in the window before. */
  @Test
  void twoWindowsWithMemoryAreOnePassThroughSeveralLayers() {
    NDArray whole = values(2, 16);
    NDArray before = whole.get(new NDIndex(":, :8"));
    NDArray after = whole.get(new NDIndex(":, 8:"));
    for (int depth = 0; depth < 4; depth++) {
      NDArray memory = before;
      whole = layer.attend(whole, none()).output();
      after = layer.attend(after, memory).output();
      before = layer.attend(before, none()).output();
    }
    Closeness.assertClose("first", whole.get(new NDIndex(":, :8")), before);
    Closeness.assertClose("second", whole.get(new NDIndex(":, 8:")), after);
  }

  @Test
  void noGradientGoesIntoTheMemory() {
    NDArray memory = values(1, 4);
    NDArray x = values(1, 3);
    memory.setRequiresGradient(true);
    x.setRequiresGradient(true);
    NDArray output = Autograd.recorded(() -> layer.attend(x, memory).output());
    Autograd.backward(output, output.onesLike());
    assertEquals(0, memory.getGradient().abs().max().toFloatArray()[0]);
    assertTrue(x.getGradient().abs().max().toFloatArray()[0] > 0);
  }

  private NDArray none() {
    return manager.zeros(new Shape(2, 0, WIDTH));
  }

  private NDArray values(int rows, int tokens) {
    SplittableRandom random = new SplittableRandom((long) rows * tokens);
    float[] values = new float[rows * tokens * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Parameters.copy(manager, new Shape(rows, tokens, WIDTH), values);
  }
}
