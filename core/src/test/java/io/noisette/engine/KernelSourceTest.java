package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a file of Python becomes what libtorch compiles. */
final class KernelSourceTest {

  private static final String SCALING =
      """
      from torch import Tensor
      from torch.nn import Module


      class Scaling(Module):
          factor: float

          def scaled(self, x: Tensor) -> Tensor:
              return x * self.factor
      """;

  private static final String CLIPPING =
      """
      from torch.nn import Module

      from .Scaling import Scaling


      class Clipping(Scaling):
          heads: int  # of attention
          on: bool

          def clipped(self, x: Tensor) -> Tensor:
              return self.scaled(x).clamp(0.0)
      """;

  private static final String LAYER =
      """
      import torch
      from torch.nn import Module

      from ..engine.dialect import differentiable
      from ..other.Clipping import Clipping
      from ..other.Scaling import Scaling


      class Linear(NamedTuple):
          weight: Tensor  # (out, in)
          bias: Tensor


      class Pair(NamedTuple):
          first: Linear
          second: Linear


      class Kept(NamedTuple):
          count: int
          x: Tensor


      class Layer(Scaling, Clipping):
          # Of a model.

          @differentiable
          def linear(
              self,
              x: Tensor,  # (n, d)
              masks: List[Tensor],
              p: Linear,
          ) -> Tensor:
              return torch.nn.functional.linear(self.clipped(x), p.weight, p.bias)

          def pairs(self, p: List[Pair], gate: List[Tensor]) -> Linear:
              return Linear(*gate) if len(p) == 0 else p[0].first

          def kept(self, x: Kept, n: int = 2) -> None:
              pass
      """;

  private static final Map<String, String> FILES =
      Map.of("a/model/Layer", LAYER, "a/other/Scaling", SCALING, "a/other/Clipping", CLIPPING);

  @Test
  void basesAreIncludedOnceWithTheirConstants() {
    KernelSource source = new KernelSource("a/model/Layer", FILES::get);
    assertEquals("Layer", source.getName());
    assertEquals(Map.of("factor", "float", "heads", "int", "on", "bool"), source.getConstants());
    assertEquals(1, source.getText().split("def scaled", -1).length - 1);
    assertTrue(source.getText().contains("\nclass Layer(Module):\n    __parameters__ = []\n"));
  }

  @Test
  void whatTheDialectLacksIsWrittenDifferently() {
    String text =
        translated(
            "torch.nn.functional.gelu(x.to(torch.bfloat16)) + torch.ops.aten.sin(x)"
                + " + torch.sum(x, dtype=torch.int64) + torch.floats(x)");
    assertTrue(
        text.contains(
            "torch.gelu(x.to(15)) + ops.aten.sin(x) + torch.sum(x, dtype=4) + torch.floats(x)"),
        text);
  }

  @Test
  void aSignatureIsReadFromItsLines() {
    KernelSignature linear = layer("linear");
    assertEquals("x, masks, p", linear.names());
    assertEquals(KernelType.TENSOR, linear.getArgument("x").type());
    assertEquals(KernelType.TENSORS, linear.getArgument("masks").type());
    assertEquals(List.of(), linear.getArgument("masks").elements());
    assertEquals(KernelType.TENSORS, linear.getArgument("p").type());
    assertEquals(List.of("weight", "bias"), linear.getArgument("p").elements());
    assertEquals(KernelResult.TENSOR, linear.result());
    assertTrue(linear.isDifferentiable());
  }

  @Test
  void tuplesWithinTuplesAreNamedByTheirPath() {
    KernelSignature pairs = layer("pairs");
    assertEquals(KernelType.TENSOR_LISTS, pairs.getArgument("p").type());
    assertEquals(
        List.of("first.weight", "first.bias", "second.weight", "second.bias"),
        pairs.getArgument("p").elements());
    assertEquals(KernelResult.OTHER, pairs.result());
    assertFalse(pairs.isDifferentiable());
  }

  @Test
  void aTupleOfMoreThanTensorsIsNothingThatJavaHandsOver() {
    assertNull(layer("kept").getArgument("x").type());
    assertEquals(KernelType.INT, layer("kept").getArgument("n").type());
  }

  @Test
  void tuplesAreMadeOfListsWithinTheCompiledClass() {
    String text = new KernelSource("a/model/Layer", FILES::get).getText();
    assertTrue(
        text.contains(
            """
                def make_Pair(self, tensors: List[Tensor]) -> __torch__.Pair:
                    t0, t1, t2, t3, = tensors
                    return __torch__.Pair(__torch__.Linear(t0, t1), __torch__.Linear(t2, t3))
            """
                .indent(0)),
        text);
    assertTrue(text.contains("return self.make_Linear(gate) if len(p) == 0"), text);
    assertTrue(text.contains("self.pairs([self.make_Pair(each) for each in p], gate)"), text);
    assertFalse(text.contains("make_Kept"), text);
  }

  @Test
  void listsOfADifferentiableFunctionComeOutOfOneList() {
    assertEquals(
        "arguments[0], self.make_Pair(arguments[1:3]), arguments[3], arguments[4:n - 1],"
            + " arguments[n - 1]",
        entry("x: Tensor, p: Pair, y: Tensor, g: List[Tensor], z: Tensor"));
    assertEquals("self.make_Pair(arguments[0:2]), arguments[2]", entry("p: Pair, z: Tensor"));
    assertEquals("", entry(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x: Tensor, n: int                     | n is neither a Tensor nor a list of Tensors",
        "p: List[Tensor], q: List[Tensor]      | q is a second list of variable length; only one is"
            + " possible",
      })
  void aDifferentiableFunctionTakesTensorsAndOneOpenList(String arguments, String fault) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> entry(arguments));
    assertEquals(
        "the differentiable kernel function f cannot be called from Java: argument " + fault,
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "def f(x: Tensor) -> Tensor:      | kernel file Bad.py, line 5: the first argument must be"
            + " self",
        "def f(self, x) -> Tensor:        | kernel file Bad.py, line 5: the argument x needs a"
            + " type",
        "def f(self, x: Tensor):          | kernel file Bad.py, line 5: must be 'def name(self, x:"
            + " type, …) -> type:'",
      })
  void aFunctionWithoutTypesIsRefused(String definition, String fault) {
    String file = "from torch.nn import Module\n\n\nclass Bad(Module):\n    " + definition + "\n";
    assertEquals(fault, refusal(Map.of("a/Bad", file), "a/Bad"));
  }

  @Test
  void aClassNeedsTheNameOfItsFileAndBasesThatAreImported() {
    assertEquals(
        "the kernel file A.py defines neither functions nor tuples",
        refusal(Map.of("A", "x = 1\n"), "A"));
    assertEquals(
        "kernel file A.py, line 1: the class must have the name of the file, A",
        refusal(Map.of("A", "class B(Module):\n    n: int\n"), "A"));
    assertEquals(
        "kernel file A.py, line 2: the base B needs 'from .B import B'",
        refusal(Map.of("A", "import torch\nclass A(B):\n"), "A"));
  }

  @Test
  void twoFunctionsOfOneNameAreAnError() {
    String twice = SCALING + "\n    def scaled(self, x: Tensor) -> Tensor:\n        return x\n";
    assertEquals(
        "the kernel file Scaling.py, or one that it imports, defines the function scaled twice",
        refusal(Map.of("Scaling", twice), "Scaling"));
  }

  @Test
  void aMessageOfLibtorchNamesTheLineOfTheFile() {
    KernelSource source = new KernelSource("a/model/Layer", FILES::get);
    long line =
        source.getText().lines().takeWhile(each -> !each.contains("return x * self")).count() + 1;
    EngineException failure =
        new EngineException("in\n  File \"code/__torch__.py\", line " + line + ", in scaled\n");
    EngineException explained = source.explain(failure);
    assertEquals("in\n  File \"Scaling.py\", line 9, in scaled\n", explained.getMessage());
    assertSame(failure, explained.getCause());
    EngineException other = new EngineException("out of memory");
    assertSame(other, source.explain(other));
  }

  private static String refusal(Map<String, String> files, String path) {
    return assertThrows(IllegalArgumentException.class, () -> new KernelSource(path, files::get))
        .getMessage();
  }

  private static KernelSignature layer(String function) {
    return new KernelSource("a/model/Layer", FILES::get)
        .getFunctions().stream()
            .filter(signature -> signature.name().equals(function))
            .findFirst()
            .orElseThrow();
  }

  private static String translated(String expression) {
    return new KernelSource("F", path -> file("self, x: Tensor", "return " + expression)).getText();
  }

  /** The values that the entry of a differentiable function takes out of its list. */
  private static String entry(String arguments) {
    String file = file(arguments.isEmpty() ? "self" : "self, " + arguments, "pass");
    String differentiable = file.replace("    def", "    @differentiable\n    def");
    String text = new KernelSource("F", path -> differentiable).getText();
    return text.substring(text.indexOf("return self.f(") + 14, text.lastIndexOf(')'));
  }

  private static String file(String arguments, String statement) {
    return """
    import torch


    class Pair(NamedTuple):
        a: Tensor
        b: Tensor


    class F(Module):
        def f(%s) -> Tensor:
            %s
    """
        .formatted(arguments, statement);
  }
}
