package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
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


      class Layer(Scaling, Clipping):
          # Of a model.

          @differentiable
          def linear(
              self,
              x: Tensor,  # (n, d)
              masks: List[Tensor],
              p: List[Tensor],
          ) -> Tensor:
              (
                  weight,  # (out, in)
                  bias,
              ) = p
              return torch.nn.functional.linear(self.clipped(x).to(torch.float32), weight, bias)
      """;

  private static final Map<String, String> FILES =
      Map.of("a/model/Layer", LAYER, "a/other/Scaling", SCALING, "a/other/Clipping", CLIPPING);

  @Test
  void basesAreIncludedOnceWithTheirConstants() {
    KernelSource source = new KernelSource("a/model/Layer", FILES::get);
    assertEquals("Layer", source.getName());
    assertEquals(Map.of("factor", "float", "heads", "int", "on", "bool"), source.getConstants());
    assertEquals(1, source.getText().split("def scaled", -1).length - 1);
    assertTrue(source.getText().startsWith("class Layer(Module):\n    __parameters__ = []\n"));
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
    KernelSignature linear = new KernelSource("a/model/Layer", FILES::get).getFunction("linear");
    assertEquals("x, masks, p", linear.names());
    assertEquals(KernelType.TENSOR, linear.arguments().get(0).type());
    assertEquals(KernelType.TENSORS, linear.arguments().get(1).type());
    assertEquals(List.of("weight", "bias"), linear.getArgument("p").elements());
    assertNull(linear.getArgument("masks").elements());
    assertEquals(KernelResult.TENSOR, linear.result());
    assertTrue(linear.isDifferentiable());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a, b = p                | a,b",
        "a, = p                  | a",
        "(a,) = p                | a",
        "(a, b) = p              | a,b",
        "a, b = p[:2]            | ",
        "a = p                   | ",
        "if x.numel() > 0: a = p | ",
      })
  void namesOfAListAreThoseThatItIsUnpackedInto(String statement, String names) {
    KernelSignature function = function("f(self, x: Tensor, p: List[Tensor]) -> Tensor", statement);
    List<String> elements = function.getArgument("p").elements();
    assertEquals(names, elements == null ? null : String.join(",", elements));
  }

  @Test
  void listsOfADifferentiableFunctionComeOutOfOneList() {
    assertEquals(
        "arguments[0], arguments[1:3], arguments[3], arguments[4:n - 1], arguments[n - 1]",
        entry("x: Tensor, p: List[Tensor], y: Tensor, g: List[Tensor], z: Tensor", "a, b = p"));
    assertEquals("arguments[0:2], arguments[2]", entry("p: List[Tensor], z: Tensor", "a, b = p"));
    assertEquals("", entry("", "pass"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x: Tensor, n: int                     | n is neither a Tensor nor a List[Tensor]",
        "p: List[Tensor], q: List[Tensor]      | q is the second list of open length",
      })
  void aDifferentiableFunctionTakesTensorsAndOneOpenList(String arguments, String fault) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> entry(arguments, "pass"));
    assertEquals("f is differentiable, so Java cannot call it: " + fault, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "def f(x: Tensor) -> Tensor:      | Bad.py, line 5: the first argument must be self",
        "def f(self, x) -> Tensor:        | Bad.py, line 5: the argument 'x' needs a type",
        "def f(self, x: Tensor):          | Bad.py, line 5: must be 'def name(self, x: type, …)"
            + " -> type:'",
      })
  void aFunctionWithoutTypesIsRefused(String definition, String fault) {
    String file = "from torch.nn import Module\n\n\nclass Bad(Module):\n    " + definition + "\n";
    assertEquals(fault, refusal(Map.of("a/Bad", file), "a/Bad"));
  }

  @Test
  void aClassNeedsTheNameOfItsFileAndBasesThatAreImported() {
    assertEquals("A.py defines no class", refusal(Map.of("A", "x = 1\n"), "A"));
    assertEquals(
        "A.py, line 1: must be 'class A(Module):', or have other kernels as bases",
        refusal(Map.of("A", "class B(Module):\n"), "A"));
    assertEquals(
        "A.py, line 2: the base B needs 'from .B import B'",
        refusal(Map.of("A", "import torch\nclass A(B):\n"), "A"));
  }

  @Test
  void twoFunctionsOfOneNameAreAnError() {
    String twice = SCALING + "\n    def scaled(self, x: Tensor) -> Tensor:\n        return x\n";
    assertEquals(
        "Scaling.py defines scaled, which is defined already",
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

  private static String translated(String expression) {
    return source("f(self, x: Tensor) -> Tensor", "return " + expression).getText();
  }

  private static KernelSignature function(String definition, String statement) {
    return source(definition, statement).getFunction("f");
  }

  /** The values that the entry of a differentiable function takes out of its list. */
  private static String entry(String arguments, String statement) {
    String self = arguments.isEmpty() ? "self" : "self, ";
    String file = file("f(" + self + arguments + ") -> Tensor", statement);
    String text =
        new KernelSource("F", path -> file.replace("    def", "    @differentiable\n    def"))
            .getText();
    return text.substring(text.indexOf("return self.f(") + 14, text.lastIndexOf(')'));
  }

  private static KernelSource source(String definition, String statement) {
    return new KernelSource("F", path -> file(definition, statement));
  }

  private static String file(String definition, String statement) {
    return """
        import torch

        class F(Module):

            def %s:
                %s
        """
        .formatted(definition, statement);
  }
}
