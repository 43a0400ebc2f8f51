package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.testing.NoisingFunctionContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The plug-in of docs/plugins.md keeps the contract, and is what the page shows. */
class StutterTest extends NoisingFunctionContract {

  @Override
  protected NoisingFunctionFactory getFactory() {
    return new Stutter();
  }

  @Override
  protected List<Map<String, String>> getArguments() {
    return List.of(Map.of(), Map.of("rate", "0"), Map.of("rate", "1"));
  }

  @Test
  void thePageShowsThisClass() throws IOException {
    String source = Files.readString(Path.of("src/test/java/com/example/Stutter.java"));
    String page = Files.readString(Path.of("../docs/plugins.md"));
    assertTrue(page.contains("\n```java\n" + source + "```\n"), "docs/plugins.md has other text");
  }

  @Test
  void itCostsLessThanThirtyLinesWithItsServiceFile() throws IOException {
    List<String> source = Files.readAllLines(Path.of("src/test/java/com/example/Stutter.java"));
    assertEquals(27, source.stream().filter(line -> !line.isBlank()).count());
  }
}
