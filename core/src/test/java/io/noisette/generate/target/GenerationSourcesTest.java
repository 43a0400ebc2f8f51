package io.noisette.generate.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationSourcesTest extends GenerationFixture {

  @Test
  void whiteSpaceAroundASourceIsPartOfItAsInTraining() throws IOException {
    try (TextToText opened = TextToText.open(model, "cpu");
        Tokenizer tokenizer = Tokenizer.load(model)) {
      int[] ids = opened.encode(" the day ");
      assertArrayEquals(tokenizer.encode(" the day "), Arrays.copyOfRange(ids, 1, ids.length - 1));
    }
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

  /** The names of special tokens in a text are text, and are not lost. */
  @Test
  void specialTokensInATextAreText() throws IOException {
    try (TextToText generator = TextToText.open(model, "cpu")) {
      assertEquals("the </s> day", generator.decode(generator.encode("the </s> day")));
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
}
