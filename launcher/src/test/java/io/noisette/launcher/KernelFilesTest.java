package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every kernel file is Python that an editor accepts, in the form of docs/kernels.md. */
class KernelFilesTest {

  private static final Path ROOT = Path.of("..");
  private static final Map<String, Pattern> FORBIDDEN =
      Map.of(
          "a tensor by its number",
          Pattern.compile("\\b(p|w|g)\\[-?\\d"),
          "an element type by its number",
          Pattern.compile("dtype=\\d|\\bto\\([^()]*\\b\\d+\\)"),
          "a name of libtorch's serialized form",
          Pattern.compile("__torch__|__parameters__|annotate\\("),
          "a tab",
          Pattern.compile("\\t"));

  @TestFactory
  List<DynamicTest> everyFileKeepsTheForm() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : files()) {
      String name = ROOT.relativize(file).toString();
      tests.add(DynamicTest.dynamicTest(name, () -> assertForm(file)));
    }
    assertTrue(tests.size() > 10, "where are the kernels?");
    return tests;
  }

  /** The check itself finds what it looks for. */
  @Test
  void whatIsForbiddenIsFound() {
    List<String> lines =
        List.of(
            "y = p[3] + p[-1]",
            "torch.zeros([2], dtype=6)",
            "x.to(15)",
            "torch.to(x, 6)",
            "def f(self: __torch__.F)",
            "n = annotate(List[int], [])",
            "\tx");
    for (String line : lines) {
      assertTrue(
          FORBIDDEN.values().stream().anyMatch(pattern -> pattern.matcher(line).find()), line);
    }
    for (String line : List.of("x.to(torch.float32)", "parts[0:2]", "x.view([2, 3])")) {
      assertTrue(
          FORBIDDEN.values().stream().noneMatch(pattern -> pattern.matcher(line).find()), line);
    }
  }

  private static void assertForm(Path file) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.endsWith("\n") && !text.endsWith("\n\n"), "must end with one line break");
    int depth = 0;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String place = "line " + number + ": " + line;
      assertTrue(line.length() <= 120, place);
      assertEquals(line.stripTrailing(), line, place);
      FORBIDDEN.forEach(
          (what, pattern) -> assertTrue(!pattern.matcher(line).find(), what + " in " + place));
      String code = line.replaceFirst("#.*", "");
      if (depth == 0 && !code.isBlank()) {
        int indent = code.length() - code.stripLeading().length();
        assertEquals(0, indent % 4, place);
      }
      depth += count(code, "([{") - count(code, ")]}");
      assertTrue(depth >= 0, place);
    }
    assertEquals(0, depth, "brackets");
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.sorted().toList()) {
        Path resources = module.resolve("src/main/resources");
        if (Files.isDirectory(resources)) {
          try (Stream<Path> all = Files.walk(resources)) {
            all.filter(file -> file.toString().endsWith(".py")).sorted().forEach(files::add);
          }
        }
      }
    }
    return files;
  }

  private static int count(String code, String characters) {
    return (int) code.chars().filter(c -> characters.indexOf(c) >= 0).count();
  }
}
