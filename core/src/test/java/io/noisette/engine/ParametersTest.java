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
import java.util.Arrays;
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

  @Test
  void tensorsOfARunShareItsMemoryAndTheirGradientsThatOfItsGradients() {
    parameters.add("second.weight", new Shape(1, 3), new float[] {7, 8, 9});
    NDArray bias = parameters.get("layer.bias");
    List<List<String>> runs = parameters.findRuns(parameters.getNames());
    assertEquals(List.of(List.of("layer.weight", "second.weight", "layer.bias")), runs);

    NDArray values = parameters.getFlat(runs.get(0));
    assertEquals(48, values.size()); // each begins at a multiple of 64 bytes
    Autograd.paused(() -> values.addi(1));
    assertArrayEquals(new float[] {6, 7}, bias.toFloatArray());
    assertArrayEquals(new float[] {8, 9, 10}, parameters.get("second.weight").toFloatArray());

    square(parameters);
    NDArray gradients = parameters.getFlatGradient(runs.get(0));
    assertEquals(26, gradients.sum().getFloat()); // 2 × 6 + 2 × 7
    gradients.muli(0);
    assertArrayEquals(new float[2], parameters.getGradient("layer.bias").toFloatArray());

    parameters.assign("layer.bias", new float[] {0, 3});
    float[] flat = parameters.getFlat(List.of("layer.bias")).toFloatArray();
    assertArrayEquals(new float[] {0, 3}, Arrays.copyOf(flat, 2));
  }

  @Test
  void aReplicaSharesTheMemoryOfRunsInWhateverOrderBothAreMade() {
    Parameters replica = parameters.replicate(manager);
    List<String> run = parameters.findRuns(List.of("layer.bias")).get(0);
    Autograd.paused(() -> parameters.getFlat(run).addi(1));
    assertArrayEquals(new float[] {6, 7}, replica.get("layer.bias").toFloatArray());
    square(replica);
    assertEquals(26, replica.getFlatGradient(run).sum().getFloat());
    assertEquals(0, parameters.getFlatGradient(run).sum().getFloat());
  }

  @Test
  void aTensorThatIsLeftOutEndsARun() {
    parameters.add("second.weight", new Shape(1, 3), new float[] {7, 8, 9});
    assertEquals(
        List.of(List.of("layer.weight"), List.of("layer.bias")),
        parameters.findRuns(List.of("layer.bias", "layer.weight")));
    assertThrows(
        IllegalStateException.class, () -> parameters.add("late", new Shape(1), new float[1]));
  }

  private static void square(Parameters parameters) {
    NDArray sum = Autograd.recorded(() -> parameters.get("layer.bias").square().sum());
    Autograd.backward(sum, sum.onesLike());
  }
}
