package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperCitationsTest {

  private static final Path ROOT = Path.of("..");
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".mvn");
  private static final String TEXT_FILE = ".*\\.(java|kt|py|ya?ml|md|sh)";
  private static final String PAGE = "papers.md";

  @Test
  void everyCitationLeadsToASection() throws IOException {
    PaperCitations citations = PaperCitations.read();
    List<String> faults = new ArrayList<>();
    int files = 0;
    for (Path file : textFiles(ROOT)) {
      String text = Files.readString(file);
      files += text.contains("docs/" + PAGE) ? 1 : 0;
      citations.findFaults(text).forEach(fault -> faults.add(file + ": " + fault));
    }
    assertEquals(List.of(), faults);
    assertTrue(files > 30, "the citations were not found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(docs/PAGE 1.1) |",
        "/** docs/PAGE 1.7, checks 8, 9 and 10. */ |",
        "read(\"../docs/PAGE\") |",
        "[facts](PAGE) |",
        "(PAGE 1.1) | is not written docs/papers.md",
        "(other/PAGE 1.1) | is not written docs/papers.md",
        "docs/PAGE 1.99 | there is no section 1.99",
        "docs/PAGE 2.1 and 9.9 | there is no section 9.9",
        "docs/PAGE 1.7, check 11 | there is no check 11",
        "see docs/PAGE for more | names no section",
        "/** CHECK 6. */ | Check 6 of what?",
      })
  void aDanglingCitationIsFound(String text, String fault) throws IOException {
    List<String> faults =
        PaperCitations.read().findFaults(text.replace("PAGE", PAGE).replace("CHECK", "Check"));
    assertEquals(fault == null ? 0 : 1, faults.size(), faults::toString);
    assertTrue(fault == null || faults.get(0).endsWith(fault), faults::toString);
  }

  @Test
  void aCitationMayGoOnInTheNextLine() throws IOException {
    PaperCitations citations = PaperCitations.read();
    assertEquals(List.of(), citations.findFaults("/**\n * (docs/" + PAGE + "\n * 2.4). */"));
    assertEquals(1, citations.findFaults("/**\n * (docs/" + PAGE + "\n * 2.44). */").size());
  }

  private static List<Path> textFiles(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.isDirectory(entry) && !SKIPPED.contains(entry.getFileName().toString())) {
          files.addAll(textFiles(entry));
        } else if (Files.isRegularFile(entry) && entry.toString().matches(TEXT_FILE)) {
          files.add(entry);
        }
      }
    }
    return files;
  }
}
