package io.noisette.generate.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.generate.GenerateCommand;
import io.noisette.generate.GenerateConfig;
import io.noisette.generate.LanguageSettings;
import io.noisette.testing.LiveArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetGenerationTest extends GenerationFixture {

  @Test
  void linesGiveWhatTheyGiveAlone() throws IOException {
    run(JSONL.withInput(input).withBest(2));
    List<String> rows = console.text().lines().toList();
    assertEquals(LINES.size(), rows.size());
    try (TextToText alone = TextToText.open(model, "cpu", JSONL.withBest(2), notice -> {})) {
      for (int i = 0; i < rows.size(); i++) {
        JsonObject row = JsonParser.parseString(rows.get(i)).getAsJsonObject();
        List<Prediction> expected = alone.generate(LINES.get(i));
        assertEquals(i, row.get("index").getAsInt());
        assertEquals(expected.get(0).text(), row.get("prediction").getAsString());
        assertEquals(expected.get(0).score(), row.get("score").getAsDouble(), 1e-5);
        assertEquals(expected.get(0).finished(), row.get("finished").getAsBoolean());
        assertEquals(2, row.getAsJsonArray("best").size());
      }
    }
  }

  @Test
  void settingsAndTheLengthLimitAreTold() throws IOException {
    run(JSONL.withText("the day").withBeam(3).withMaxTokens(2));
    String told = String.join("\n", console.messages());
    assertTrue(told.contains("beam 3 (option)"), told);
    assertTrue(told.contains("length-penalty 1.0 (default)"), told);
    assertTrue(told.contains("max-tokens 2 (option)"), told);
    assertTrue(told.contains("1 of 1 texts reached the limit of 2 tokens"), told);
  }

  @Test
  void settingsOfTheCheckpointCountWhereNoOptionIsGiven() throws IOException {
    Path other = copyOfModel();
    Path file = other.resolve("generation_config.json");
    Files.writeString(file, "{\"num_beams\": 2, \"max_length\": 8, \"length_penalty\": 0.5}");
    run(other, TargetSettings.NONE.withText("the day"));
    String told = String.join("\n", console.messages());
    assertTrue(told.contains("beam 2 (generation_config.json)"), told);
    assertTrue(told.contains("max-tokens 7 (generation_config.json)"), told);
    assertTrue(told.contains("length-penalty 0.5 (generation_config.json)"), told);
  }

  @Test
  void withoutALimitTheModelsPositionsBoundTheLength() throws IOException {
    run(TargetSettings.NONE.withText("the day"));
    String told = String.join("\n", console.messages());
    assertTrue(told.contains("max-tokens 32 (positions of the model)"), told);
  }

  @Test
  void anInterruptedOutputIsContinued() throws IOException {
    run(JSONL.withInput(input).withOutput(output));
    String whole = Files.readString(output);
    int half = whole.indexOf('\n', whole.indexOf('\n') + 1) + 1;
    Files.writeString(output, whole.substring(0, half + 11)); // a torn line
    run(JSONL.withInput(input).withOutput(output));
    assertEquals(whole, Files.readString(output));
    assertTrue(console.messages().toString().contains("after its 2 predictions"));
    run(JSONL.withInput(input).withOutput(output));
    assertEquals(whole, Files.readString(output), "nothing was left to do");
  }

  @Test
  void anOutputWithOtherLinesThanThoseOfTheSourcesIsNotContinued() throws IOException {
    TargetSettings settings = JSONL.withInput(input).withOutput(output);
    run(settings);
    List<String> lines = Files.readAllLines(output);
    assertCorrupt(":1 is not the prediction with the index 0", settings, lines.subList(1, 3));
    assertCorrupt(
        ":2 is not the prediction with the index 1", settings, List.of(lines.get(0), "garbage"));
    List<String> more = new ArrayList<>(lines);
    more.add(lines.get(0).replace("\"index\":0", "\"index\":" + lines.size()));
    assertCorrupt(" has 6 predictions for 5 sources", settings, more);
    Files.write(output, lines.subList(0, 2));
    run(settings);
    assertEquals(lines, Files.readAllLines(output));
  }

  private void assertCorrupt(String message, TargetSettings settings, List<String> lines)
      throws IOException {
    Files.write(output, lines);
    CorruptDataException e = assertThrows(CorruptDataException.class, () -> run(settings));
    assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
  }

  @Test
  void textsAtTheLimitAreCountedAmongThoseOfThisRun() throws IOException {
    TargetSettings settings = JSONL.withInput(input).withOutput(output).withMaxTokens(2);
    run(settings);
    String whole = Files.readString(output);
    Files.writeString(output, whole.substring(0, whole.indexOf('\n') + 1));
    run(settings);
    int rest = LINES.size() - 1;
    String last = console.messages().get(console.messages().size() - 1);
    assertTrue(last.contains(rest + " of " + rest + " texts reached the limit"), last);
  }

  @Test
  void nothingIsGeneratedForAReaderThatHasLeft() throws IOException {
    console.out().close();
    run(JSONL.withInput(input).withBatchTokens(1).withMaxTokens(2));
    String last = console.messages().get(console.messages().size() - 1);
    assertTrue(last.contains("1 of 1 texts reached the limit"), last);
  }

  @Test
  void anOutputOfAnotherSearchOrInputIsRefused() throws IOException {
    run(JSONL.withInput(input).withOutput(output));
    UsageException search =
        assertThrows(
            UsageException.class, () -> run(JSONL.withInput(input).withOutput(output).withBeam(2)));
    assertEquals(
        output + " has predictions with --beam 4, not 2; give another --output, or remove the file",
        search.getMessage());
    Files.write(input, List.of("another text"));
    UsageException other =
        assertThrows(UsageException.class, () -> run(JSONL.withInput(input).withOutput(output)));
    assertTrue(
        String.valueOf(other.getMessage()).contains("has predictions of another --input;"),
        other.getMessage());
  }

  @Test
  void jsonIsAnotherNameOfJsonl() throws IOException {
    run(JSONL.withInput(input).withOutput(output));
    String whole = Files.readString(output);
    run(JSONL.withInput(input).withOutput(output).withFormat(PredictionFormat.JSON));
    assertEquals(whole, Files.readString(output));
  }

  @Test
  void optionsThatDoNotFitAreRefusedByName() throws IOException {
    assertRefused("--length-penalty", JSONL.withText("x").withBeam(1).withLengthPenalty(2.0));
    assertRefused("--best 5", JSONL.withText("x").withBeam(4).withBest(5));
    assertRefused("--best 2 needs --format", TargetSettings.NONE.withText("x").withBest(2));
    assertRefused("--max-tokens 33", JSONL.withText("x").withMaxTokens(33));
    assertRefused("min-tokens 10", JSONL.withText("x").withMinTokens(10));
    assertRefused("--text or --input", JSONL);
    UsageException prompt =
        assertThrows(
            UsageException.class,
            () ->
                new GenerateCommand()
                    .execute(
                        new GenerateConfig(
                            model,
                            JSONL.withText("x"),
                            LanguageSettings.NONE.withPrompt("x"),
                            0,
                            "cpu"),
                        console));
    assertTrue(
        String.valueOf(prompt.getMessage())
            .startsWith("--prompt: only a language model continues a text, but"));
  }

  @Test
  void aModelWithoutADecoderIsRefused() throws IOException {
    Files.writeString(directory.resolve("config.json"), "{\"model_type\": \"bert\"}");
    UsageException refused =
        assertThrows(UsageException.class, () -> run(directory, JSONL.withText("x")));
    assertTrue(String.valueOf(refused.getMessage()).contains("has no decoder"));
  }

  @Test
  void memoryStaysWhatItIsOverManyTexts() throws Exception {
    try (TextToText generator = TextToText.open(model, "cpu", JSONL, notice -> {})) {
      List<Integer> live = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        assertFalse(generator.generate(LINES.get(i % LINES.size())).isEmpty());
        live.add(LiveArrays.count(generator.getManager()));
      }
      assertEquals(Collections.nCopies(19, live.get(0)), live.subList(1, 20));
    }
  }
}
