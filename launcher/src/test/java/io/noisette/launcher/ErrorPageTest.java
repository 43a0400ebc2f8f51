package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A message on docs/errors.md is a list item in backticks; {@code …} stands for what varies. */
class ErrorPageTest {

  private static final String ITEM = "- `";
  private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");
  private static final Pattern THROWN =
      Pattern.compile("new (Usage|CorruptData|NonFinite|RunFailed)Exception\\((?=[^;]*$)");
  private static final Map<String, String> EXIT_CODES =
      Map.of("Usage", "2", "CorruptData", "3", "NonFinite", "4", "RunFailed", "1");
  private static List<String> sources = List.of();

  @BeforeAll
  static void readsTheSources() throws IOException {
    List<Path> files = new ArrayList<>(List.of(Path.of("../noisette")));
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path main : modules.map(module -> module.resolve("src/main")).toList()) {
        if (Files.isDirectory(main)) {
          files.addAll(filesOf(main));
        }
      }
    }
    sources = new ArrayList<>();
    for (Path file : files) {
      // Text that is broken over lines is made whole.
      String source = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
      sources.add(source.replace("\\\"", "\""));
    }
  }

  @Test
  void everyMessageOfThePageStandsInTheSources() throws IOException {
    List<String> messages =
        Page.read("docs/errors.md").prose().stream()
            .filter(line -> line.startsWith(ITEM))
            .flatMap(line -> QUOTE.matcher(line).results())
            .map(quote -> quote.group(1))
            .toList();
    assertTrue(messages.size() > 150, messages::toString);
    assertEquals(
        List.of(),
        messages.stream().filter(message -> !isSaid(message)).toList(),
        "docs/errors.md quotes what no source says any more; follow the source");
  }

  @Test
  void aMessageStandsUnderItsExitCode() throws IOException {
    List<String> misplaced = new ArrayList<>();
    int known = 0;
    String code = "";
    for (String line : Page.read("docs/errors.md").prose()) {
      if (line.startsWith("## ")) {
        code = line.replaceFirst("^## (\\d?).*", "$1");
      }
      for (MatchResult quote : line.startsWith(ITEM) ? quotes(line) : List.<MatchResult>of()) {
        Set<String> codes = findExitCodes(quote.group(1));
        known += codes.isEmpty() ? 0 : 1;
        if (!codes.isEmpty() && !codes.contains(code)) {
          misplaced.add(quote.group(1) + " has exit code " + codes);
        }
      }
    }
    assertTrue(known > 100, "messages with a known exit code: " + known);
    assertEquals(List.of(), misplaced);
  }

  @Test
  void aMessageThatIsNotThereIsFound() {
    assertTrue(isSaid("--output … is not empty and contains no run; choose another directory"));
    assertFalse(isSaid("--output … is not empty and contains no coffee"));
  }

  private static List<MatchResult> quotes(String line) {
    return QUOTE.matcher(line).results().toList();
  }

  /** Returns the exit codes of the exceptions whose message has the longest fixed part in it. */
  private static Set<String> findExitCodes(String message) {
    String part =
        Arrays.stream(message.split("…", -1))
            .map(String::strip)
            .max(Comparator.comparingInt(String::length))
            .orElseThrow();
    Set<String> codes = new TreeSet<>();
    for (String source : sources) {
      for (int at = source.indexOf(part); at >= 0; at = source.indexOf(part, at + 1)) {
        THROWN
            .matcher(source.substring(Math.max(0, at - 300), at))
            .results()
            .reduce((first, last) -> last)
            .ifPresent(thrown -> codes.add(EXIT_CODES.getOrDefault(thrown.group(1), "unknown")));
      }
    }
    return codes;
  }

  private static boolean isSaid(String message) {
    return sources.stream().anyMatch(source -> says(source, message));
  }

  /** Whether the fixed parts of a message stand in a source, one after the other. */
  private static boolean says(String source, String message) {
    int position = 0;
    for (String part : message.split("…", -1)) {
      position = source.indexOf(part.strip(), position);
      if (position < 0) {
        return false;
      }
    }
    return true;
  }

  private static List<Path> filesOf(Path main) throws IOException {
    try (Stream<Path> tree = Files.walk(main)) {
      return tree.filter(file -> file.toString().matches(".*\\.java|.*/bin/noisette")).toList();
    }
  }
}
