package io.noisette.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.OutputFormat;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SmallBarts;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfillCommandTest {

  private static final String TEXT = "the day <mask> the night";

  @TempDir static Path directory;

  private final RecordingConsole console = new RecordingConsole();

  @BeforeAll
  static void writeModel() throws IOException {
    SmallTokenizers.train(directory, "the day and the night and the day\n".repeat(5), 270);
    writeModel(directory, SmallBarts.config(270));
  }

  @Test
  void jsonHasTheTextAndItsCompletionsBestFirst() throws IOException {
    assertEquals(0, infill(directory, TEXT, 3, OutputFormat.JSON));
    JsonObject result = JsonParser.parseString(console.text()).getAsJsonObject();
    assertEquals(Set.of("text", "completions"), result.keySet());
    assertEquals(TEXT, result.get("text").getAsString());
    List<JsonElement> completions = result.getAsJsonArray("completions").asList();
    assertFalse(completions.isEmpty());
    Set<String> texts = new HashSet<>();
    double before = 0;
    for (JsonElement element : completions) {
      JsonObject completion = element.getAsJsonObject();
      assertEquals(Set.of("text", "score"), completion.keySet());
      assertTrue(texts.add(completion.get("text").getAsString()), "each text comes once");
      assertFalse(completion.get("text").getAsString().contains("<s>"), console.text());
      assertTrue(completion.get("score").getAsDouble() <= before);
      before = completion.get("score").getAsDouble();
    }
  }

  @Test
  void textHasALineForEachCompletion() throws IOException {
    infill(directory, TEXT, 1, OutputFormat.TEXT);
    assertTrue(console.text().matches("(?s) +-\\d+\\.\\d{4}  .*"), console.text());
    assertEquals(List.of(), console.messages());
  }

  @Test
  void theSameTextGivesTheSameCompletions() throws IOException {
    infill(directory, TEXT, 4, OutputFormat.JSON);
    RecordingConsole second = new RecordingConsole();
    new InfillCommand()
        .execute(new InfillConfig(directory, TEXT, 4, 0, "cpu", OutputFormat.JSON), second);
    assertEquals(console.text(), second.text());
  }

  @Test
  void aTextWithoutAMaskIsRestoredWithAWarning() throws IOException {
    assertEquals(0, infill(directory, "the day", 2, OutputFormat.TEXT));
    assertEquals(
        List.of(
            "the text has no <mask>, so there is nothing to fill in; the model will only copy it"),
        console.messages());
  }

  @Test
  void whatCannotBeFilledInSaysWhy() {
    for (String empty : List.of("", " \n", "\u00a0\u202f")) {
      assertRefused(directory, empty, "the text is empty, so there is nothing to fill in");
    }
    assertRefused(
        directory,
        "the day <mask>".repeat(12),
        "the text has 38 tokens with <s> and </s>, but the model has only 32 positions; give a"
            + " shorter text");
  }

  @Test
  void aDirectoryWithoutATokenizerSaysWhatIsMissing(@TempDir Path bare) throws IOException {
    writeModel(bare, SmallBarts.config(270));
    assertRefused(
        bare,
        TEXT,
        bare
            + " has no tokenizer: neither tokenizer.json nor vocab.json with merges.txt nor"
            + " vocab.txt");
  }

  @Test
  void aTokenizerOfAnotherModelIsRefused(@TempDir Path other) throws IOException {
    writeModel(other, SmallBarts.config(100));
    Files.copy(directory.resolve("tokenizer.json"), other.resolve("tokenizer.json"));
    assertRefused(
        other,
        TEXT,
        other.resolve("tokenizer.json")
            + " has 270 token ids, but the model has a vocabulary of 100; use the tokenizer that"
            + " the model was trained with");
  }

  @Test
  void aModelWithoutAnEmbeddingOfTheMaskIsRefused(@TempDir Path other) throws IOException {
    writeModel(other, SmallBarts.config(269));
    Files.copy(directory.resolve("tokenizer.json"), other.resolve("tokenizer.json"));
    assertRefused(
        other,
        TEXT,
        "the model cannot fill in masks: the id of <mask> is 269, but the model has a vocabulary of"
            + " 269");
    assertEquals(0, infill(other, "the day and the night", 1, OutputFormat.TEXT));
  }

  @Test
  void aBeamHasAtLeastOneHypothesis() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new InfillConfig(directory, TEXT, 0, 0, "cpu", OutputFormat.TEXT));
  }

  private int infill(Path model, String text, int beam, OutputFormat format) throws IOException {
    return new InfillCommand()
        .execute(new InfillConfig(model, text, beam, 0, "cpu", format), console);
  }

  private void assertRefused(Path model, String text, String message) {
    UsageException refusal =
        assertThrows(UsageException.class, () -> infill(model, text, 2, OutputFormat.TEXT));
    assertEquals(message, refusal.getMessage());
  }

  private static void writeModel(Path path, BartConfig config) throws IOException {
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = SmallBarts.create(manager, config)) {
      new BartDirectory(path).write(model);
    }
  }
}
