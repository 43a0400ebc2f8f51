package io.noisette.bart.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.OutputFormat;
import io.noisette.failure.CorruptDataException;
import io.noisette.noising.NoiseCompiler;
import io.noisette.parity.GoldenParity;
import io.noisette.parity.VerifyParityCommand;
import io.noisette.parity.VerifyParityConfig;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often objectives draw what, against exact means and five standard deviations. */
final class ObjectiveDrawsParityTest {

  private static final String KIND = "objective-draws";
  private static final String EPOCHS =
      """
      {"input": {"documents": 2000, "tokens": 5},
       "options": {"statistic": "documents with one span start in two epochs",
                   "objective": "masked-seq2seq"},
       "expected": {"mean": 666.667, "tolerance": 105.4}}\
      """;

  private final RecordingConsole console = new RecordingConsole();

  @TempDir Path directory;

  @Test
  void tenThousandTextsAreDrawnUniformly() throws IOException {
    GoldenParity.assertValuesHold(SharedFiles.find("golden/objective-draws"), KIND, kind());
  }

  @Test
  void aStatisticWithinItsToleranceHolds() throws IOException {
    assertEquals(0, verify(EPOCHS));
    assertFalse(console.text().contains("expected/tolerance"), console.text());
  }

  @Test
  void aStatisticBeyondItsToleranceFails() throws IOException {
    assertEquals(1, verify(EPOCHS.replace("666.667", "900")));
    assertTrue(
        console.text().contains("FAIL: difference larger than the tolerance of the file"),
        console.text());
  }

  @Test
  void theNumberOfPredictedTokensIsExact() throws IOException {
    String counts =
        """
        {"input": {"tokens": 7}, "options": {"statistic": "counts"},
         "expected": {"masked-lm": 2, "masked-seq2seq": 4, "bart": 9, "prefix-length": 4}}\
        """;
    assertEquals(0, verify(counts));
    assertEquals(1, verify(counts.replace("\"bart\": 9", "\"bart\": 8")));
  }

  @Test
  void anUnsoundCaseIsRefusedByFileAndKey() {
    for (String[] change :
        new String[][] {
          {
            "\"tokens\": 5",
            "\"words\": 5",
            "'tokens' must be an integer from 1 to 10,000, not null"
          },
          {"\"tokens\": 5", "\"tokens\": 0", "'tokens' must be an integer from 1 to 10,000, not 0"},
          {"2000", "2.5", "'documents' must be an integer from 1 to 1,000,000, not 2.5"},
          {"\"masked-seq2seq\"", "\"bart\"", "unknown objective 'bart'; supported: [denoising, "},
          {"\"masked-seq2seq\"", "\"permuted-lm\"", "is not defined for the objective permuted-lm"},
          {"\"objective\"", "\"of\"", "the option objective is missing"},
          {", \"tolerance\": 105.4", "", "'tolerance' is missing"},
          {"\"mean\": 666.667, ", "", "'mean' is missing"},
          {"105.4", "-1", "'tolerance' has a negative number"},
          {"105.4", "[1, 2]", "'tolerance' has 2 numbers, but 'mean' 1"},
          {"105.4", "\"wide\"", "'tolerance' holds \"wide\", which is not a number"},
        }) {
      CorruptDataException e =
          assertThrows(
              CorruptDataException.class, () -> verify(EPOCHS.replace(change[0], change[1])));
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith(directory.resolve("cases.json") + ": case one: "), message);
      assertTrue(message.contains(change[2]), message);
    }
  }

  private int verify(String valueCase) throws IOException {
    Files.writeString(
        directory.resolve("cases.json"),
        "{\"kind\": \"%s\", \"cases\": {\"one\": %s}}".formatted(KIND, valueCase));
    return new VerifyParityCommand(Map.of(), Map.of(KIND, kind()))
        .execute(new VerifyParityConfig(List.of(directory), OutputFormat.TEXT), console);
  }

  private static ObjectiveDrawsParity kind() {
    return new ObjectiveDrawsParity(NoiseCompiler.ofClassPath());
  }
}
