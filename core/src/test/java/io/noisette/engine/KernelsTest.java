package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of kernels as Java calls them. */
final class KernelsTest {

  private static final String SOURCE =
      """
      from typing import List, NamedTuple, Tuple

      import torch
      from torch import Tensor
      from torch.nn import Module

      from .dialect import differentiable


      class Linear(NamedTuple):
          weight: Tensor  # (out, in)
          bias: Tensor  # (out)


      class Layer(NamedTuple):
          fc1: Linear
          fc2: Linear
          scale: Tensor


      class Trial(Module):
          scale: float
          power: int
          negative: bool
          dtype: int
          sign: str

          @differentiable
          def linear(self, x: Tensor, p: Linear) -> Tensor:
              return torch.nn.functional.linear(x, p.weight, p.bias) * self.scale

          @differentiable
          def mixed(self, shares: List[Tensor], x: Tensor, p: Linear) -> List[Tensor]:
              out = [x * p.weight + p.bias]
              for share in shares:
                  out.append(x * share)
              return out

          def powers(self, x: Tensor, times: int, factor: float, on: bool) -> Tensor:
              y = -x if self.negative and self.sign == "minus" else x
              for i in range(times):
                  y = y ** self.power
              return y * factor if on else y

          def sums(self, groups: List[List[Tensor]], counts: List[int]) -> Tuple[Tensor, List[Tensor]]:
              out: List[Tensor] = []
              for group in groups:
                  out.append(torch.stack(group).sum(0))
              return torch.tensor(counts), out

          def layers(self, x: Tensor, layers: List[Layer]) -> Tensor:
              for layer in layers:
                  x = x * layer.fc1.weight + layer.fc2.bias
              return x

          def double(self, x: Tensor) -> None:
              x.mul_(2)

          def narrowed(self, x: Tensor) -> List[Tensor]:
              return [x.to(self.dtype)]

          def widened(self, p: List[Tensor]) -> Tensor:
              return p[0].to(torch.float32)

          def product(self, x: Tensor, y: Tensor) -> Tensor:
              return torch.matmul(x, y)
      """;

  private static final Map<String, Object> CONSTANTS =
      Map.of(
          "scale",
          0.5,
          "power",
          2,
          "negative",
          true,
          "dtype",
          ScalarType.BFLOAT16,
          "sign",
          "minus");

  @AutoClose private final NDManager manager = Torch.newManager("cpu");
  private final Kernels kernels = compile(CONSTANTS);

  @Test
  void autogradGoesBackThroughADifferentiableFunction() {
    Parameters parameters = new Parameters(manager);
    parameters.add("w", new Shape(1, 2), new float[] {3, 4});
    parameters.add("b", new Shape(1), new float[] {1});
    NDArray x = manager.create(new float[] {5, 6}, new Shape(1, 2));
    x.setRequiresGradient(true);
    KernelFunction linear = kernels.function("linear");
    NDArray y = Autograd.recorded(() -> linear.call(manager, x, parameters.get(List.of("w", "b"))));
    assertArrayEquals(new float[] {20}, y.toFloatArray());
    Autograd.backward(y, y.onesLike());
    assertArrayEquals(new float[] {2.5f, 3}, parameters.getGradient("w").toFloatArray());
    assertArrayEquals(new float[] {0.5f}, parameters.getGradient("b").toFloatArray());
    assertArrayEquals(new float[] {1.5f, 2}, x.getGradient().toFloatArray());
  }

  @Test
  void aDifferentiableFunctionTakesSeveralListsEmptyOnesAndAnArrayTwice() {
    KernelFunction mixed = kernels.function("mixed");
    NDArray two = scalar(2);
    assertValues(mixed.callForList(manager, List.of(), scalar(7), List.of(two, scalar(1))), 15);
    assertValues(mixed.callForList(manager, List.of(two, two), two, List.of(two, two)), 6, 4, 4);
  }

  @Test
  void numbersAndListsOfNumbersAreArguments() {
    KernelFunction powers = kernels.function("powers");
    assertValues(List.of(powers.call(manager, scalar(3), 2L, 0.5, true)), 40.5f);
    assertValues(List.of(powers.call(manager, scalar(3), 0L, 0.5, false)), -3);
    List<NDArray> sums =
        kernels
            .function("sums")
            .callForList(
                manager,
                List.of(List.of(scalar(1), scalar(2)), List.of(scalar(3))),
                new long[] {7, 8});
    assertArrayEquals(new long[] {7, 8}, sums.get(0).toLongArray());
    assertValues(sums.subList(1, 3), 3, 3);
  }

  @Test
  void threadsMayShareKernelsAndArguments() {
    NDArray x = scalar(3);
    List<NDArray> p = List.of(scalar(2), scalar(1));
    KernelFunction mixed = kernels.function("mixed");
    KernelFunction powers = kernels.function("powers");
    IntStream.range(0, 8)
        .parallel()
        .forEach(
            task -> {
              try (NDManager scope = manager.newSubManager()) {
                for (int i = 0; i < 50; i++) {
                  assertValues(mixed.callForList(scope, List.of(x), x, p), 7, 9);
                  assertValues(List.of(powers.call(scope, x, 1L, 2.0, true)), 18);
                }
              }
            });
  }

  @Test
  void aFunctionMayReturnNothing() {
    NDArray x = scalar(4);
    kernels.function("double").execute(x);
    assertValues(List.of(x), 8);
  }

  @Test
  void whatDjlDoesNotKnowStaysWithLibtorch() {
    try (KernelValue narrow = kernels.function("narrowed").keep(manager, scalar(1 + 1f / 512))) {
      assertValues(List.of(kernels.function("widened").call(manager, narrow)), 1);
    }
  }

  @Test
  void resultsBelongToTheManagerThatIsGiven() {
    NDManager scope = manager.newSubManager();
    List<NDArray> p = List.of(manager.ones(new Shape(1, 1)), scalar(0));
    NDArray x = manager.ones(new Shape(1, 1));
    assertSame(scope, kernels.function("linear").call(scope, x, p).getManager());
    assertSame(scope, kernels.function("product").call(scope, x, x).getManager());
    scope.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | p needs the 2 tensors of Linear, not 0: weight is missing",
        "1 | p needs the 2 tensors of Linear, not 1: bias is missing",
        "3 | p needs the 2 tensors of Linear, not 3: there is no tensor after bias",
      })
  void aListOfAnotherLengthIsAnErrorThatNamesTheTensor(int count, String fault) {
    List<NDArray> p = Collections.nCopies(count, scalar(1));
    assertEquals(
        "Trial.linear: " + fault,
        refusal(() -> kernels.function("linear").call(manager, scalar(1), p)));
  }

  @Test
  void aFunctionTakesSeveralTuples() {
    KernelFunction layers = kernels.function("layers");
    List<NDArray> one = List.of(scalar(2), scalar(0), scalar(0), scalar(1), scalar(0));
    assertValues(List.of(layers.call(manager, scalar(5), List.of(one, one))), 23);
    assertEquals(
        "Trial.layers: layers[1] needs the 5 tensors of Layer, not 4: scale is missing",
        refusal(() -> layers.call(manager, scalar(5), List.of(one, one.subList(0, 4)))));
  }

  @Test
  void anArgumentOfAnotherKindIsAnErrorThatNamesIt() {
    KernelFunction powers = kernels.function("powers");
    assertEquals(
        "the kernel function Trial.powers takes 4 arguments (x, times, factor, on), but the caller"
            + " passed 1",
        refusal(() -> powers.call(manager, scalar(1))));
    assertEquals(
        "kernel function Trial.powers: the argument times must be a Long, but the caller passed"
            + " Integer",
        refusal(() -> powers.call(manager, scalar(1), 2, 0.5, true)));
    assertEquals(
        "kernel function Trial.linear: the argument x must be an NDArray, but the caller passed"
            + " Double",
        refusal(() -> kernels.function("linear").call(manager, 1.0, List.of())));
    assertEquals(
        "kernel function Trial.mixed: the argument shares must be a List of NDArrays, but the"
            + " caller passed Pt",
        refusal(() -> kernels.function("mixed").callForList(manager, scalar(1), scalar(1), 1))
            .replace("PtNDArray", "Pt"));
  }

  @Test
  void anUnknownFunctionIsAnErrorThatNamesTheOthers() {
    assertEquals(
        "the kernel file Trial.py has no function linaer; it has linear, mixed, powers, sums,"
            + " layers, double, narrowed, widened, product",
        refusal(() -> kernels.function("linaer")));
  }

  @Test
  void aResultOfAnotherKindIsAnErrorThatNamesTheMethod() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> kernels.function("double").call(manager, scalar(1)));
    assertEquals(
        "the kernel function Trial.double returns None: call it with execute", e.getMessage());
  }

  @Test
  void namesOfTensorsAreBroughtIntoTheOrderOfTheSource() {
    KernelFunction layers = kernels.function("layers");
    Map<String, String> names = Map.of("fc2", "out", "scale", "s", "fc1", "layer.in");
    assertEquals(
        List.of("layer.in.weight", "layer.in.bias", "out.weight", "out.bias", "s"),
        layers.order("layers", names));
    assertEquals(3, layers.getPosition("layers", "fc2.bias"));
    assertEquals(
        "Trial.layers: layers needs fc2.weight, which is missing",
        refusal(() -> layers.order("layers", Map.of("fc1", "in", "scale", "s"))));
    assertEquals(
        "Trial.linear: p has no element scale (fc.scale)",
        refusal(
            () ->
                kernels
                    .function("linear")
                    .order("p", Map.of("weight", "w", "bias", "b", "scale", "fc.scale"))));
    assertEquals(
        "Trial.mixed: shares is not a tuple",
        refusal(() -> kernels.function("mixed").order("shares", Map.of())));
  }

  @Test
  void constantsAreThoseThatTheSourceDeclares() {
    assertEquals(
        "the kernel file Trial.py needs a constant scale of type float, but the caller passed 1",
        refusal(() -> compile(with("scale", 1))));
    assertEquals(
        "the kernel file Trial.py declares no constant heads; it declares scale, power, negative,"
            + " dtype, sign",
        refusal(() -> compile(with("heads", 4))));
    assertEquals(
        "the kernel file Trial.py needs a constant scale of type float, but the caller passed null",
        refusal(() -> compile(Map.of())));
  }

  @Test
  void aFailureNamesTheLineOfTheFile() {
    EngineException e =
        assertThrows(
            EngineException.class,
            () ->
                kernels
                    .function("product")
                    .call(manager, manager.ones(new Shape(2, 3)), manager.ones(new Shape(2, 3))));
    long line = SOURCE.lines().takeWhile(each -> !each.contains("matmul")).count() + 1;
    String place = "File \"Trial.py\", line " + line;
    assertTrue(e.getMessage().contains(place + ", in product"), e.getMessage());
    String broken = SOURCE.replace("torch.matmul(x, y)", "torch.matmull(x, y)");
    EngineException compilation =
        assertThrows(EngineException.class, () -> compile(broken, CONSTANTS));
    assertTrue(compilation.getMessage().contains(place), compilation.getMessage());
  }

  private Map<String, Object> with(String name, Object value) {
    Map<String, Object> changed = new HashMap<>(CONSTANTS);
    changed.put(name, value);
    return changed;
  }

  private Kernels compile(Map<String, Object> constants) {
    return compile(SOURCE, constants);
  }

  private Kernels compile(String text, Map<String, Object> constants) {
    return Kernels.compile(manager, new KernelSource("Trial", path -> text), constants);
  }

  private NDArray scalar(float value) {
    return manager.create(new float[] {value});
  }

  private static void assertValues(List<NDArray> arrays, float... expected) {
    assertEquals(expected.length, arrays.size());
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(new float[] {expected[i]}, arrays.get(i).toFloatArray());
    }
  }

  private static String refusal(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
