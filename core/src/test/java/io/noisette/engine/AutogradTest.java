package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of libtorch and DJL the engine relies on. */
final class AutogradTest {

  @AutoClose private final NDManager manager = Torch.newManager("cpu");
  private Parameters parameters;

  @BeforeEach
  void open() {
    parameters = new Parameters(manager);
    parameters.add("x", new Shape(2), new float[] {3, 4});
  }

  @Test
  void backwardAddsToTheOneGradientThatIsHeld() {
    NDArray held = parameters.getGradient("x");
    assertArrayEquals(new float[2], held.toFloatArray());
    backwardOfSquares();
    assertArrayEquals(new float[] {6, 8}, held.toFloatArray());
    backwardOfSquares();
    assertArrayEquals(new float[] {12, 16}, held.toFloatArray());
    held.set(new float[] {0, 0}); // as the optimizer clears: in place
    backwardOfSquares();
    assertArrayEquals(new float[] {6, 8}, held.toFloatArray());
  }

  @Test
  void parametersAreNoAliasOfJavaMemory() {
    float[] content = {1, 2};
    parameters.add("y", new Shape(2), content);
    content[0] = 9;
    assertArrayEquals(new float[] {1, 2}, parameters.get("y").toFloatArray());
  }

  @Test
  void gradModeIsOnInANewThreadAndPausedThereByUs() throws Exception {
    List<Boolean> modes =
        Autograd.paused(
                () -> {
                  FutureTask<List<Boolean>> work =
                      new FutureTask<>(
                          () ->
                              List.of(
                                  JniUtils.isGradMode(), Autograd.paused(JniUtils::isGradMode)));
                  new Thread(work).start();
                  return work;
                })
            .get();
    assertEquals(List.of(true, false), modes);
  }

  @Test
  void theModeComesBackAfterAFailure() {
    boolean before = JniUtils.isGradMode();
    try {
      Autograd.paused(
          () -> {
            throw new IllegalStateException("on the way");
          });
    } catch (IllegalStateException e) {
      assertEquals("on the way", e.getMessage());
    }
    assertEquals(before, JniUtils.isGradMode());
  }

  @Test
  void theEngineNeitherReportsNorDownloads() {
    assertEquals("true", System.getProperty("OPT_OUT_TRACKING"));
    assertEquals("true", System.getProperty("ai.djl.offline"));
  }

  private void backwardOfSquares() {
    NDArray x = parameters.get("x");
    NDArray sum = Autograd.recorded(() -> x.square().sum());
    Autograd.backward(sum, sum.onesLike());
  }
}
