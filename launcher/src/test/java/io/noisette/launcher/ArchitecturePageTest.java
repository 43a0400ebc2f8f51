package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The modules and the map of docs/architecture.md are those of POMs and packages. */
class ArchitecturePageTest {

  private static final Path PAGE = Path.of("../docs/architecture.md");
  private static final String BEGIN = "<!-- Generated from here: see ArchitecturePageTest. -->\n";
  private static final String END = "<!-- Generated to here. -->\n";
  private static final String UPDATE = "noisette.update-docs";
  private static final Pattern ARROW = Pattern.compile("([\\w-]+) +→ (.+)");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w-]+)` \\|");

  @Test
  void theDiagramHasTheArrowsOfThePoms() throws IOException {
    Map<String, List<String>> drawn = new TreeMap<>();
    for (String line : Page.read("docs/architecture.md").blocks().get(0).lines()) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.matches()) {
        drawn.put(
            arrow.group(1), List.of(arrow.group(2).split(", ", -1)).stream().sorted().toList());
      }
    }
    Map<String, List<String>> built = new TreeMap<>();
    for (String module : SourceTree.modules()) {
      List<String> uses = SourceTree.uses(module).stream().sorted().toList();
      if (!uses.isEmpty() && !module.equals("bom")) {
        built.put(module, uses);
      }
    }
    assertEquals(built, drawn);
  }

  @Test
  void theTableHasAllModules() throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(0, page.indexOf(BEGIN));
    List<String> rows = ROW.matcher(section).results().map(row -> row.group(1)).sorted().toList();
    assertEquals(SourceTree.modules().stream().sorted().toList(), rows);
  }

  @Test
  void theMapHasWhatThePackagesSayOfThemselves() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, PAGE + " has lost its marks");
    String map = writeMap();
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(PAGE, page.substring(0, begin) + map + page.substring(end));
      return;
    }
    assertEquals(map, page.substring(begin, end), "run with -D" + UPDATE + "=true");
  }

  private static String writeMap() throws IOException {
    List<String> lines = new ArrayList<>(List.of("", "| package | holds |", "|---|---|"));
    SourceTree.sentences()
        .forEach((name, sentence) -> lines.add("| `%s` | %s |".formatted(name, sentence)));
    return String.join("\n", lines) + "\n\n";
  }
}
