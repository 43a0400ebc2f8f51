package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The JDK's readers of text say "Input length = 1" of a file that is not UTF-8, and not which file
 * it is; {@code WholeFile} and {@code LineReader} are read with a message of their own.
 */
class TextReadingTest {

  private static final Pattern READER =
      Pattern.compile(
          "Files\\s*\\.(readString|readAllLines|lines|newBufferedReader)\\("
              + "|new\\s+String\\(\\s*(WholeFile|Files)\\s*\\.read");

  /** Files of the operating system, and those written in the same process. */
  private static final Set<String> ALLOWED =
      Set.of(
          "ChosenLibtorch",
          "Machine",
          "MemoryCheck",
          "MemoryLimit",
          "MetricsLog",
          "RestorationResults");

  @Test
  void textIsReadWithAMessageThatNamesTheFile() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path main : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(main) && !main.startsWith("../bench")) {
          findIn(main, found);
        }
      }
    }
    assertEquals(new TreeSet<>(ALLOWED), found);
  }

  @Test
  void aReaderIsFound() {
    assertTrue(READER.matcher("Files.readString(path)").find());
    assertTrue(READER.matcher("Files\n    .lines(path)").find());
    assertTrue(READER.matcher("new String(\n    WholeFile.readBytes(path), UTF_8)").find());
  }

  private static void findIn(Path main, Set<String> found) throws IOException {
    try (Stream<Path> tree = Files.walk(main)) {
      for (Path file : tree.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (READER.matcher(Files.readString(file)).find()) {
          found.add(file.getFileName().toString().replace(".java", ""));
        }
      }
    }
  }
}
