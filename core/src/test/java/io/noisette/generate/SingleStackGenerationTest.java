package io.noisette.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.TargetSettings;
import io.noisette.generate.target.TextToText;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SingleStackConfig;
import io.noisette.model.bart.SingleStackDirectory;
import io.noisette.model.bart.SingleStackModel;
import io.noisette.model.bart.SmallBarts;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code generate} and {@code infill} do with a model of each objective. */
final class SingleStackGenerationTest {

  private static final String TEXT = "the day and the night and the day\n".repeat(5);

  @TempDir private Path directory;
  private final RecordingConsole console = new RecordingConsole();

  @ParameterizedTest
  @ValueSource(strings = {"language-model", "masked-lm", "multitask-masked-lm", "permuted-lm"})
  void aTargetFollowsItsSourceWithoutAStartToken(String objective) throws IOException {
    write(objective);
    try (TextToText generator = TextToText.open(directory, "cpu")) {
      List<String> origins = generator.getPlan().origins();
      assertTrue(
          origins.contains("max-tokens 16 (half of the positions of the model)"),
          origins::toString);
      assertTrue(
          origins.stream().noneMatch(line -> line.startsWith("forced_bos")), origins::toString);
      assertEquals(16, generator.getMaxSourceLength());
      assertTrue(generator.generate("the day").get(0).score() < 0);
      UsageException failure =
          assertThrows(UsageException.class, () -> generator.generate("day ".repeat(20)));
      assertTrue(
          failure
              .getMessage()
              .contains(
                  "the 32 positions of the model, which reads source and target as one text, leave"
                      + " only 16 beside a target of 16 (--max-tokens)"),
          failure.getMessage());
    }
  }

  @Test
  void aLanguageModelContinuesAPrompt() throws IOException {
    write("language-model");
    String text = continued(12, 0);
    assertTrue(text.startsWith("the day"), text);
    // The cache must not change what comes next.
    assertEquals(continued(1, 0), text.substring(0, continued(1, 0).length()));
    assertTrue(continued(80, 1).length() > 40, "longer than the positions");
  }

  @Test
  void othersSayWhatTheyDoInstead() throws IOException {
    write("masked-lm");
    assertEquals(
        "--prompt, --tokens, --temperature: only a language model continues a text, but "
            + directory
            + " is an encoder of --objective masked-lm; give a model of sandwich-lm or of"
            + " bart-pretrain --objective language-model, or --text or --input instead, for texts"
            + " that it generates from texts",
        assertThrows(UsageException.class, () -> continued(1, 0)).getMessage());
    write("language-model");
    GenerateConfig both =
        new GenerateConfig(
            directory,
            TargetSettings.NONE.withText("the day"),
            LanguageSettings.NONE.withPrompt("the day"),
            0,
            "cpu");
    assertEquals(
        "--text: for texts that are generated from texts, but "
            + directory
            + " continues a --prompt; leave it out",
        assertThrows(UsageException.class, () -> new GenerateCommand().execute(both, console))
            .getMessage());
  }

  @Test
  void gapsAreFilledByDenoisersAlone() throws IOException {
    write("permuted-lm");
    assertNotFilled("permuted-lm");
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = SmallBarts.create(manager, SmallBarts.config(270))) {
      new BartDirectory(directory).write(model, "masked-seq2seq");
      assertNotFilled("masked-seq2seq");
      new BartDirectory(directory).write(model, "denoising");
      TextInfiller.open(directory, "cpu").close();
    }
  }

  private void assertNotFilled(String objective) {
    assertEquals(
        directory.resolve("config.json")
            + " has objective '"
            + objective
            + "'; of the objectives of bart-pretrain, denoising alone teaches to fill gaps: use a"
            + " model of --objective denoising",
        assertThrows(UsageException.class, () -> TextInfiller.open(directory, "cpu")).getMessage());
  }

  private String continued(int tokens, double temperature) throws IOException {
    RecordingConsole own = new RecordingConsole();
    LanguageSettings language =
        LanguageSettings.NONE.withPrompt("the day").withTokens(tokens).withTemperature(temperature);
    new GenerateCommand()
        .execute(new GenerateConfig(directory, TargetSettings.NONE, language, 0, "cpu"), own);
    return own.text().strip();
  }

  private void write(String objective) throws IOException {
    if (Files.notExists(directory.resolve("tokenizer.json"))) {
      SmallTokenizers.train(directory, TEXT, 270);
    }
    BartConfig both = SmallBarts.config(270);
    BartConfig one =
        objective.equals("language-model")
            ? both.with(it -> it.encoderLayers(0))
            : both.with(it -> it.decoderLayers(0));
    try (NDManager manager = Torch.newManager("cpu");
        SingleStackModel model =
            SingleStackModel.initialize(
                manager, new SingleStackConfig(one, objective, 4), Precision.FP32, 3)) {
      new SingleStackDirectory(directory).write(model);
    }
  }
}
