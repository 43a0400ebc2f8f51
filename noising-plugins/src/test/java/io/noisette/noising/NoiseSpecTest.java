package io.noisette.noising;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseSpecTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "permute-sentences",
        "permute-sentences|infill(ratio=0.3,lambda=3.5,random=0.1)",
        "infill(whole-words)",
        "infill(ratio=0.2,whole-words,replace-length=-1)|infill(whole-words=true)",
        "someone-elses2(file=a/b.txt,rate=1e-3)"
      })
  void canonicalTextSurvivesParsing(String text) {
    assertEquals(text, NoiseSpec.parse(text).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "' infill ( ratio = 0.3 , whole-words ) | rotate-document ( ) ',"
        + " 'infill(ratio=0.3,whole-words)|rotate-document'",
    "' none ', none"
  })
  void spacesAndEmptyBracketsDoNotMatter(String text, String canonical) {
    assertEquals(canonical, NoiseSpec.parse(text).toString());
    assertEquals(NoiseSpec.parse(canonical), NoiseSpec.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "\"\"; 1: expected the name of a function",
        "Infill; 1: expected the name of a function",
        "infill|; 8: expected the name of a function",
        "in fill; 4: expected '|' or the end",
        "infill(ratio=0.3; 17: expected ',' or ')'",
        "infill(ratio=); 14: expected a value",
        "infill(=3); 8: expected the name of an argument",
        "infill(ratio=1,ratio=2); 16: 'ratio' is given twice",
        "none|infill; 5: expected the end after 'none'",
        "infill|none; 8: 'none' cannot be combined with other functions"
      })
  void errorsNameTheColumn(String text, String problem) {
    var error = assertThrows(IllegalArgumentException.class, () -> NoiseSpec.parse(text));
    String column = problem.substring(0, problem.indexOf(':'));
    assertEquals(
        "noise spec, column %s\n  %s\n  %s^"
            .formatted(problem, text, " ".repeat(Integer.parseInt(column) - 1)),
        error.getMessage());
  }

  @Test
  void aStepThatCouldNotBeReadBackIsAnError() {
    Map<String, String> bad = Map.of("ratio", "0.1|none");
    assertThrows(IllegalArgumentException.class, () -> new NoiseSpec.Step("infill", bad));
    assertThrows(IllegalArgumentException.class, () -> new NoiseSpec.Step("none", Map.of()));
    assertEquals("none", new NoiseSpec(List.of()).toString());
  }
}
