package io.noisette.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example of docs/kernels.md is that of these sources, works, and fails as the page says. */
final class KernelPageTest {

  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```\n", Pattern.DOTALL);
  private static final String PACKAGE = "io/noisette/model/layer/";

  @AutoClose private final NDManager manager = Torch.newManager("cpu");
  private final Parameters parameters = new Parameters(manager);

  @BeforeEach
  void add() {
    parameters.add("glu.v.weight", new Shape(1, 2), new float[] {1, 2});
    parameters.add("glu.v.bias", new Shape(1), new float[] {3});
    parameters.add("glu.g.weight", new Shape(1, 2), new float[] {0.5f, -0.25f});
    parameters.add("glu.g.bias", new Shape(1), new float[] {0.125f});
  }

  @Test
  void theExampleIsInTheSources() throws IOException {
    assertEquals(
        Files.readString(Path.of("src/test/resources", PACKAGE, "GatedLinear.py")),
        block("python"));
    String source = Files.readString(Path.of("src/test/java", PACKAGE, "GatedLinear.java"));
    assertTrue(source.contains(block("java")));
  }

  @Test
  void theExampleIsTheEquation() {
    NDArray x = manager.create(new float[] {1, 4}, new Shape(1, 2));
    try (GatedLinear unit = new GatedLinear(manager, Precision.FP32, parameters)) {
      NDArray y = Autograd.recorded(() -> unit.forward(x));
      Autograd.backward(y, y.onesLike());
      double gate = 1 / (1 + Math.exp(-(0.5 - 0.25 * 4 + 0.125)));
      double value = 1 + 2 * 4 + 3;
      assertEquals(value * gate, y.toFloatArray()[0], 1e-6);
      assertEquals(gate, gradient("glu.v.bias"), 1e-6);
      assertEquals(value * gate * (1 - gate), gradient("glu.g.bias"), 1e-6);
    }
  }

  @Test
  void failuresAreThoseOfThePage() throws IOException {
    String page = page();
    NDArray x = manager.ones(new Shape(1, 3));
    try (Kernels kernels =
            Kernels.compile(manager, GatedLinear.class, "GatedLinear", Map.of("bf16", false));
        GatedLinear unit = new GatedLinear(manager, Precision.FP32, parameters)) {
      List<NDArray> three = parameters.get(parameters.getTrainedNames()).subList(0, 3);
      assertListed(page, () -> kernels.function("gated").call(manager, x, three));
      assertListed(page, () -> kernels.function("gated").order("p", Map.of("value", "glu.v")));
      assertListed(page, () -> kernels.function("gate"));
      EngineException e = assertThrows(EngineException.class, () -> unit.forward(x));
      String place =
          e.getMessage().lines().filter(line -> line.contains("in linear")).toList().get(0);
      assertTrue(page.contains(place + "\n"), e.getMessage());
    }
  }

  private static void assertListed(String page, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(page.contains(message + "\n"), message);
  }

  private double gradient(String name) {
    return parameters.getGradient(name).toFloatArray()[0];
  }

  private static String block(String language) throws IOException {
    return BLOCK
        .matcher(page())
        .results()
        .filter(block -> block.group(1).equals(language))
        .findFirst()
        .orElseThrow()
        .group(2);
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/kernels.md"));
  }
}
