package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ParametersTest {

  @AutoClose private final NDManager manager = Torch.newManager("cpu");
  private Parameters parameters;

  @BeforeEach
  void add() {
    parameters = new Parameters(manager);
    parameters.add("layer.weight", new Shape(2, 2), new float[] {1, 2, 3, 4});
    parameters.add("layer.bias", new Shape(2), new float[] {5, 6});
  }

  @Test
  void theOrderIsThatOfAdding() {
    assertEquals(List.of("layer.weight", "layer.bias"), new ArrayList<>(parameters.getNames()));
    assertEquals(
        List.of(parameters.get("layer.weight"), parameters.get("layer.bias")),
        parameters.get(parameters.getTrainedNames()));
    assertEquals(
        List.of(parameters.getGradient("layer.weight"), parameters.getGradient("layer.bias")),
        parameters.getGradients(parameters.getTrainedNames()));
    assertEquals(6, parameters.getCount());
  }

  @Test
  void severalAreLookedUpInTheOrderThatIsAsked() {
    assertEquals(
        List.of(parameters.get("layer.bias"), parameters.get("layer.weight")),
        parameters.get(List.of("layer.bias", "layer.weight")));
  }

  @Test
  void assignedValuesKeepTheGradient() {
    long before = parameters.getVersion();
    NDArray bias = parameters.get("layer.bias");
    parameters.assign("layer.bias", new float[] {0.1f, -7});
    assertArrayEquals(new float[] {0.1f, -7}, bias.toFloatArray());
    assertTrue(parameters.getVersion() > before);
    Autograd.recorded(
        () -> {
          NDArray sum = bias.mul(bias).sum();
          Autograd.backward(sum, sum.onesLike());
          return sum;
        });
    assertArrayEquals(new float[] {0.2f, -14}, parameters.getGradient("layer.bias").toFloatArray());
  }

  @Test
  void anUnknownNameIsAnError() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> parameters.get("layer.scale"));
    assertEquals("the model has no parameter with the name layer.scale", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> parameters.getGradient("layer.scale"));
  }

  @Test
  void gradientsBeginAtZeroAndHaveTheShapeOfTheirParameter() {
    NDArray gradient = parameters.getGradient("layer.weight");
    assertEquals(new Shape(2, 2), gradient.getShape());
    assertArrayEquals(new float[4], gradient.toFloatArray());
  }

  @Test
  void aReplicaSharesValuesButNoGradients() {
    Parameters replica = parameters.replicate(manager);
    square(replica);
    assertArrayEquals(new float[] {10, 12}, replica.getGradient("layer.bias").toFloatArray());
    assertArrayEquals(new float[2], parameters.getGradient("layer.bias").toFloatArray());
    Autograd.paused(() -> parameters.get("layer.bias").muli(2));
    assertArrayEquals(new float[] {10, 12}, replica.get("layer.bias").toFloatArray());
  }

  @Test
  void frozenParametersGetNoGradient() {
    parameters.frozen(() -> assertFalse(parameters.get("layer.bias").hasGradient()));
    assertTrue(parameters.get("layer.bias").hasGradient());
    assertThrows(
        IllegalStateException.class,
        () ->
            parameters.frozen(
                () -> {
                  throw new IllegalStateException();
                }));
    square(parameters);
    assertArrayEquals(new float[] {10, 12}, parameters.getGradient("layer.bias").toFloatArray());
  }

  private static void square(Parameters parameters) {
    NDArray sum = Autograd.recorded(() -> parameters.get("layer.bias").square().sum());
    Autograd.backward(sum, sum.onesLike());
  }
}
