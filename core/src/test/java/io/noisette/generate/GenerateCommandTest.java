package io.noisette.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.TargetSettings;
import io.noisette.model.DropoutRates;
import io.noisette.model.sandwich.Gate;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.model.sandwich.SandwichDirectory;
import io.noisette.model.sandwich.SandwichModel;
import io.noisette.model.sandwich.SandwichSpecialTokens;
import io.noisette.model.sandwich.SublayerPattern;
import io.noisette.testing.RecordingConsole;
import io.noisette.text.Words;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.tokenizer.WordVocabulary;
import io.noisette.tokenizer.bpe.WordCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

  private static final int WINDOW = 12;

  @TempDir Path directory;
  private final RecordingConsole console = new RecordingConsole();

  @Test
  void theSameSeedWritesTheSameTextAndAnotherOneAnother() throws IOException {
    Path model = words();
    String text = generate(model, "the cat", 40, 1.0, 3);
    assertTrue(text.startsWith("the cat "), text);
    assertEquals(text, generate(model, "the cat", 40, 1.0, 3));
    assertNotEquals(text, generate(model, "the cat", 40, 1.0, 4));
    assertEquals(42, Words.count(text) + text.lines().count() - 1, "each line break is a token");
    assertFalse(text.contains("<s>") || text.contains("<pad>"), text);
  }

  @Test
  void aTextMayBeLongerThanTheWindowAndBeginSo() throws IOException {
    Path model = words();
    String prompt = "the cat sat on ".repeat(9).strip();
    assertTrue(generate(model, prompt, 5 * WINDOW, 0, 1).startsWith(prompt + " "));
  }

  /** The cache must not change what comes next. */
  @Test
  void withoutChanceEachTokenIsTheLikeliestBehindTheText() throws IOException {
    Path model = words();
    int tokens = WINDOW - 4;
    String whole = generate(model, "the cat\nsat", tokens, 0, 1);
    String text = "the cat\nsat";
    for (int i = 0; i < tokens; i++) {
      text = generate(model, text, 1, 0, 1);
    }
    assertEquals(whole, text);
  }

  @Test
  void linesOfThePromptStayLines() throws IOException {
    String text = generate(words(), "the cat\n\nsat", 1, 0, 1);
    assertTrue(text.startsWith("the cat\n\nsat"), text);
  }

  @Test
  void unknownWordsAreToldAndReadAsUnk() throws IOException {
    String text = generate(words(), "the dog sat", 1, 0, 1);
    assertTrue(text.startsWith("the <unk> sat"), text);
    assertEquals(
        List.of("the model does not know 'dog'; unknown words become <unk>"), console.messages());
  }

  @Test
  void unknownWordsWithoutUnkAreAnError() throws IOException {
    Path model = words();
    Path file = model.resolve("tokenizer.json");
    Files.writeString(file, Files.readString(file).replace("<unk>", "<odd>"));
    UsageException refused =
        assertThrows(UsageException.class, () -> generate(model, "the dog sat", 1, 0, 1));
    assertEquals(
        "--prompt: the model does not know 'dog', and its vocabulary has no <unk> to replace them;"
            + " use other words",
        refused.getMessage());
  }

  @Test
  void aModelOfAnotherKindIsRefusedAsSuch() throws IOException {
    Path model = words();
    Path config = model.resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("\"sandwich-lm\"", "\"t5\""));
    assertEquals(
        config + " has model_type 't5'; supported: bart, bert, roberta, sandwich-lm",
        assertThrows(UsageException.class, () -> generate(model, "the", 1, 0, 1)).getMessage());
  }

  @Test
  void wordPiecesAreWrittenOnToo() throws IOException {
    Path file = SmallTokenizers.train(directory, "the cat sat on the mat\n".repeat(9), 275);
    try (Tokenizer tokenizer = Tokenizer.load(file)) {
      Path model = write(tokenizer);
      String text = generate(model, "the cat\nsat", 20, 1.0, 3);
      assertTrue(text.startsWith("the cat sat"), text);
      assertFalse(text.contains("<mask>"), text);
    }
  }

  @Test
  void settingsThatMakeNoSenseAreErrors() {
    assertEquals("tokens must be at least 1, not 0", refusal(0, 1, 1));
    assertEquals("top-p must be in (0, 1], not 0.0", refusal(1, 0, 1));
    assertEquals("temperature must be at least 0, not -1.0", refusal(1, 1, -1));
  }

  private static String refusal(int tokens, double topP, double temperature) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> new LanguageSettings("x", tokens, topP, temperature, 1L))
            .getMessage());
  }

  private String generate(Path model, String prompt, int tokens, double temperature, long seed)
      throws IOException {
    int before = console.text().length();
    GenerateConfig config =
        new GenerateConfig(
            model,
            TargetSettings.NONE,
            new LanguageSettings(prompt, tokens, 0.9, temperature, seed),
            0,
            "cpu");
    assertEquals(0, new GenerateCommand().execute(config, console));
    return console.text().substring(before).replaceFirst("\n$", "");
  }

  private Path words() throws IOException {
    WordCounts counts = new WordCounts();
    Words.forEach("the cat sat on the mat and ran <unk> </s>", counts::add);
    try (Tokenizer tokenizer = Tokenizer.of(WordVocabulary.of(counts, 1))) {
      return write(tokenizer);
    }
  }

  private Path write(Tokenizer tokenizer) throws IOException {
    Path model = Files.createDirectories(directory.resolve("model"));
    SandwichConfig config =
        new SandwichConfig(
            tokenizer.getSize(),
            8,
            2,
            16,
            SublayerPattern.parse("ssff"),
            List.of(),
            4,
            false,
            Gate.NONE,
            1e-5,
            WINDOW,
            SandwichSpecialTokens.FAIRSEQ,
            DropoutRates.NONE);
    try (NDManager manager = Torch.newManager("cpu");
        SandwichModel untrained = SandwichModel.initialize(manager, config, Precision.FP32, 5)) {
      new SandwichDirectory(model).write(untrained);
    }
    tokenizer.write(model);
    return model;
  }
}
