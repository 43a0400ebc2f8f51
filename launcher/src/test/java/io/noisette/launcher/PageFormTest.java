package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages begin with their title, and a change of a paragraph is a change of few short lines. */
class PageFormTest {

  private static final int COLUMNS = 120;

  @Test
  void everyPageBeginsWithItsTitle() throws IOException {
    List<Path> untitled = new ArrayList<>();
    for (Page page : Page.readAll()) {
      if (!Files.readAllLines(page.file()).get(0).startsWith("# ")) {
        untitled.add(page.file());
      }
    }
    assertEquals(List.of(), untitled);
  }

  @Test
  void linesAreShort() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Page page : Page.readAll()) {
      findLongLines(page).forEach(line -> tooLong.add(page.file() + ": " + line));
    }
    assertEquals(List.of(), tooLong);
  }

  @Test
  void aLongLineIsFound() {
    String longLine = "word ".repeat(30);
    Page.Block code = new Page.Block("sh", List.of(longLine));
    Page.Block output = new Page.Block("", List.of(longLine));
    Page page =
        new Page(Path.of("page.md"), List.of(code, output), List.of(longLine, "| " + longLine));
    assertEquals(List.of(longLine, longLine), findLongLines(page));
  }

  /** All but rows of tables, which Markdown cannot break, and what a program printed. */
  private static List<String> findLongLines(Page page) {
    List<String> lines = new ArrayList<>();
    page.prose().stream().filter(line -> !line.startsWith("|")).forEach(lines::add);
    page.blocks().stream()
        .filter(block -> !block.language().isEmpty())
        .forEach(block -> lines.addAll(block.lines()));
    assertTrue(!lines.isEmpty(), () -> page.file() + " is empty");
    return lines.stream().filter(line -> line.length() > COLUMNS).toList();
  }
}
