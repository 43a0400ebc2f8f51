package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlignedTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCellAndLinesHaveNoSpaceAtTheEnd() {
    assertEquals(
        """
        case     verdict
        a        ok
        another  FAIL: it is off
        """,
        print(
            AlignedTable.of(
                List.of("case", "verdict"),
                List.of(List.of("a", "ok"), List.of("another", "FAIL: it is off")))));
  }

  @Test
  void numbersAreAlignedToTheRightUnderHeadingsOfSeveralLines() {
    assertEquals(
        """
                bits
                 per
        word  letter
        tea      1.5
        a       12.5
        """,
        print(
            new AlignedTable(
                List.of("word", "bits\nper\nletter"),
                List.of(List.of("tea", "1.5"), List.of("a", "12.5")),
                Set.of(1))));
  }

  @Test
  void aRowOfAnotherWidthIsAnError() {
    List<List<String>> rows = List.of(List.of("1", "2"));
    assertEquals(
        "each row must have as many cells as there are headings, 1, not 2",
        assertThrows(IllegalArgumentException.class, () -> AlignedTable.of(List.of("n"), rows))
            .getMessage());
  }

  private static String print(AlignedTable table) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
