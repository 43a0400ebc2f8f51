package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/extending.md is part of the files that it names, and its command copies. */
class ExtendingPageTest {

  private static final Path ROOT = Path.of("..");
  private static final String NAME = "docs/extending.md";
  private static final Set<String> CODE = Set.of("java", "python", "xml", "yaml");
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- file: (\\S+) -->\n *```[a-z]+\n(.*?)\n *```", Pattern.DOTALL);
  private static final Pattern GAP = Pattern.compile("(?m)^ *…$");

  @TempDir private Path directory;

  @Test
  void codeIsPartOfTheFileThatItNames() throws IOException {
    List<String> outdated = new ArrayList<>();
    int snippets = 0;
    for (var found : SNIPPET.matcher(Files.readString(ROOT.resolve(NAME))).results().toList()) {
      if (!isPart(found.group(2), Files.readString(ROOT.resolve(found.group(1))))) {
        outdated.add(found.group(1) + ":\n" + found.group(2));
      }
      snippets++;
    }
    assertEquals(List.of(), outdated, NAME + " shows code that has changed; follow the file");
    long blocks =
        Page.read(NAME).blocks().stream().filter(it -> CODE.contains(it.language())).count();
    assertEquals(blocks, snippets, "each block of code follows a line <!-- file: NAME -->");
  }

  @Test
  void codeThatHasChangedIsFound() {
    String file = "int a;\nint b;\nint c;\n";
    assertTrue(isPart("  int a;\n  …\n  int c;", file));
    assertFalse(isPart("int a;\nint c;", file));
    assertFalse(isPart("int c;\n…\nint a;", file));
  }

  @Test
  void theCommandMakesAModuleOfAnotherName() throws Exception {
    copy(ROOT.resolve("task-template"), directory.resolve("task-template"));
    Page.Block command =
        Page.read(NAME).blocks().stream()
            .filter(it -> it.language().equals("sh"))
            .findFirst()
            .orElseThrow();
    run(String.join("\n", command.lines()));
    Path copy = directory.resolve("distillation");
    Set<String> expected = new TreeSet<>();
    for (String file : filesOf(directory.resolve("task-template"))) {
      expected.add(file.replace("/template/", "/distil/").replace("/Bigram", "/Distil"));
    }
    assertEquals(expected, filesOf(copy));
    assertTrue(expected.contains("src/main/java/io/noisette/distil/DistilCommand.java"));
    String pom = Files.readString(copy.resolve("pom.xml"));
    assertTrue(pom.contains("<artifactId>distillation</artifactId>"), pom);
    assertFalse(pom.contains("skip"), pom);
    for (String file : expected) {
      String text = Files.readString(copy.resolve(file));
      assertFalse(text.matches("(?s).*(Bigram|bigram-lm|noisette.template|task-template).*"), file);
    }
  }

  /** Without regard to white space; a line … stands for lines that are left out. */
  private static boolean isPart(String snippet, String file) {
    String text = file.replaceAll("\\s", "");
    int position = 0;
    for (String part : GAP.split(snippet, -1)) {
      String wanted = part.replaceAll("\\s", "");
      position = text.indexOf(wanted, position);
      if (position < 0) {
        return false;
      }
      position += wanted.length();
    }
    return true;
  }

  private static void copy(Path from, Path to) throws IOException {
    for (String file : filesOf(from)) {
      Files.createDirectories(to.resolve(file).getParent());
      Files.copy(from.resolve(file), to.resolve(file));
    }
  }

  private static Set<String> filesOf(Path module) throws IOException {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> tree = Files.walk(module)) {
      tree.filter(Files::isRegularFile)
          .map(file -> module.relativize(file).toString())
          .filter(file -> file.equals("pom.xml") || file.startsWith("src/"))
          .forEach(files::add);
    }
    return files;
  }

  private void run(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-euc", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals("", output);
  }
}
