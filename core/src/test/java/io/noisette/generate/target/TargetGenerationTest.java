package io.noisette.generate.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.generate.GenerateCommand;
import io.noisette.generate.GenerateConfig;
import io.noisette.generate.LanguageSettings;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SmallBarts;
import io.noisette.testing.LiveArrays;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetGenerationTest {

  private static final List<String> LINES =
      List.of("the day", "the day and the night and the day", "night", "and the day", "the");
  private static final TargetSettings JSONL =
      TargetSettings.NONE.withFormat(PredictionFormat.JSONL).withMaxTokens(9);

  @TempDir static Path model;

  @TempDir Path directory;
  private final RecordingConsole console = new RecordingConsole();
  private Path input;
  private Path output;

  @BeforeAll
  static void writeModel() throws IOException {
    SmallTokenizers.train(model, "the day and the night and the day\n".repeat(5), 270);
    try (NDManager manager = Torch.newManager("cpu");
        BartModel untrained = SmallBarts.create(manager, SmallBarts.config(270))) {
      new BartDirectory(model).write(untrained);
    }
  }

  @BeforeEach
  void writeInput() throws IOException {
    input = directory.resolve("input.txt");
    output = directory.resolve("output.jsonl");
    Files.write(input, LINES);
  }

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
  void anEmptyTextIsRefusedBeforeTheModelIsOpened() {
    TargetSettings settings = TargetSettings.NONE.withText(" \n");
    Path none = directory.resolve("no-model");
    UsageException failure =
        assertThrows(
            UsageException.class,
            () -> new TargetGeneration(none, "cpu", settings, console).writeAll());
    assertEquals(
        "the source text is empty, so there is nothing to generate from", failure.getMessage());
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
  void whiteSpaceAroundASourceIsPartOfItAsInTraining() throws IOException {
    try (TextToText opened = TextToText.open(model, "cpu");
        Tokenizer tokenizer = Tokenizer.load(model)) {
      int[] ids = opened.encode(" the day ");
      assertArrayEquals(tokenizer.encode(" the day "), Arrays.copyOfRange(ids, 1, ids.length - 1));
    }
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
  void anEmptyLineIsRefusedBeforeAnythingIsGenerated() throws IOException {
    Files.write(input, List.of("the day", "", "night"));
    CorruptDataException fault =
        assertThrows(CorruptDataException.class, () -> run(JSONL.withInput(input)));
    assertEquals(
        input
            + ":2 is empty, so there is nothing to generate from; remove the line, or let --bad-rows"
            + " skip give it an empty prediction",
        fault.getMessage());
    assertEquals("", console.text());
  }

  @Test
  void skippedLinesHaveEmptyPredictionsInTheirPlaces() throws IOException {
    Files.write(input, List.of("", "the day", " ", "night", "", ""));
    TargetSettings settings =
        JSONL.withInput(input).withOutput(output).withBadRows(BadRows.SKIP).withMaxTokens(3);
    run(settings);
    List<String> lines = Files.readAllLines(output);
    assertEquals(6, lines.size());
    for (int i = 0; i < 6; i++) {
      JsonObject line = JsonParser.parseString(lines.get(i)).getAsJsonObject();
      assertEquals(i, line.get("index").getAsInt());
      assertEquals(i != 1 && i != 3, line.has("skipped"), lines.get(i));
    }
    assertTrue(
        console
            .messages()
            .contains(
                "4 lines have no source, and an empty prediction; the first: "
                    + input
                    + ":1 is empty, so there is nothing to generate from"),
        () -> console.messages().toString());
    Files.write(output, lines.subList(0, 3));
    run(settings);
    assertEquals(lines, Files.readAllLines(output));
    run(settings.withOutput(null).withFormat(PredictionFormat.TEXT));
    assertEquals(6, console.text().lines().count());
  }

  @Test
  void aLongTextIsCutAsALineIs() throws IOException {
    String text = String.join(" ", Collections.nCopies(40, "day"));
    run(JSONL.withText(text).withTruncate(Truncation.CUT));
    assertTrue(
        console.messages().toString().contains("1 sources were longer than 32 tokens"),
        () -> console.messages().toString());
    UsageException refused = assertThrows(UsageException.class, () -> run(JSONL.withText(text)));
    assertTrue(
        String.valueOf(refused.getMessage()).endsWith("or let --truncate cut keep its beginning"),
        refused.getMessage());
  }

  @Test
  void theLimitOfTheFineTuningIsThatOfItsModel() throws IOException {
    Path tuned = copyOfModel();
    new SourceLimit(6, Truncation.CUT).write(tuned);
    try (TextToText own = TextToText.open(tuned, "cpu");
        TextToText whole =
            TextToText.open(tuned, "cpu", TargetSettings.NONE.withMaxSourceLength(32), it -> {})) {
      assertEquals(6, own.encode("the day and the night and the day").length);
      assertTrue(whole.encode("the day and the night and the day").length > 6);
    }
    run(tuned, JSONL.withText("the day"));
    run(tuned, JSONL.withText("the day").withMaxSourceLength(8).withTruncate(Truncation.REFUSE));
    String told = String.join("\n", console.messages());
    assertTrue(
        told.contains("sources: max-source-length 6 (config.json), truncate cut (config.json)"),
        told);
    assertTrue(
        told.contains("sources: max-source-length 8 (option), truncate refuse (option)"), told);
    assertRefused("--max-source-length 33 is", JSONL.withText("x").withMaxSourceLength(33));
  }

  @Test
  void jsonIsAnotherNameOfJsonl() throws IOException {
    run(JSONL.withInput(input).withOutput(output));
    String whole = Files.readString(output);
    run(JSONL.withInput(input).withOutput(output).withFormat(PredictionFormat.JSON));
    assertEquals(whole, Files.readString(output));
  }

  @Test
  void aLongSourceIsRefusedOrCut() throws IOException {
    String longLine = String.join(" ", Collections.nCopies(40, "day"));
    Files.write(input, List.of("the day", longLine));
    CorruptDataException fault =
        assertThrows(CorruptDataException.class, () -> run(JSONL.withInput(input)));
    assertTrue(
        String.valueOf(fault.getMessage()).startsWith(input + ":2 has "), fault.getMessage());
    assertTrue(String.valueOf(fault.getMessage()).contains("--truncate cut"));
    assertEquals("", console.text());
    run(JSONL.withInput(input).withTruncate(Truncation.CUT));
    assertTrue(
        console.messages().toString().contains("1 sources were longer"),
        console.messages().toString());
    assertEquals(2, console.text().lines().count());
  }

  @Test
  void jsonLinesAreReadByKey() throws IOException {
    Path json = directory.resolve("input.jsonl");
    Files.write(json, List.of("{\"source\": \"the day\", \"id\": 3}", "{\"other\": \"night\"}"));
    CorruptDataException fault =
        assertThrows(CorruptDataException.class, () -> run(JSONL.withInput(json)));
    assertEquals(
        json
            + ":2: needs a text under the key text, source, article, document, dialogue,"
            + " description, input_text, review_body, extract_text, body, news_body; name another"
            + " key with --source",
        fault.getMessage());
    Files.write(json, List.of("{\"article\": \"the day\"}", "{\"dialogue\": \"night\"}"));
    run(JSONL.withInput(json));
    assertEquals(2, console.text().lines().count());
    Files.write(
        json, List.of("{\"article\": \"the day\", \"body\": \"night\", \"other\": \"the\"}"));
    assertEquals(
        json
            + ":1: has a text under each of the keys article, body; name the one to read with"
            + " --source",
        assertThrows(CorruptDataException.class, () -> run(JSONL.withInput(json))).getMessage());
    run(JSONL.withInput(json).withSource("other"));
    assertEquals(3, console.text().lines().count());
    Path array = directory.resolve("INPUT.JSON");
    Files.writeString(array, "[{\"source\": \"the day\"}]\n");
    CorruptDataException noLine =
        assertThrows(CorruptDataException.class, () -> run(JSONL.withInput(array)));
    assertTrue(
        String.valueOf(noLine.getMessage()).startsWith(array + ":1: not a JSON object on one line"),
        noLine.getMessage());
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

  /** The names of special tokens in a text are text, and are not lost. */
  @Test
  void specialTokensInATextAreText() throws IOException {
    try (TextToText generator = TextToText.open(model, "cpu")) {
      assertEquals("the </s> day", generator.decode(generator.encode("the </s> day")));
    }
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

  private void assertRefused(String beginning, TargetSettings settings) {
    UsageException refused = assertThrows(UsageException.class, () -> run(settings));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(beginning), refused.getMessage());
  }

  private void run(TargetSettings settings) throws IOException {
    run(model, settings);
  }

  private void run(Path path, TargetSettings settings) throws IOException {
    GenerateConfig config = new GenerateConfig(path, settings, LanguageSettings.NONE, 0, "cpu");
    assertEquals(0, new GenerateCommand().execute(config, console));
  }

  private Path copyOfModel() throws IOException {
    Path copy = Files.createDirectories(directory.resolve("copy"));
    try (var files = Files.list(model)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }
}
