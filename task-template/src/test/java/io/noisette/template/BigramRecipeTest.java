package io.noisette.template;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.noisette.CoreModule;
import io.noisette.command.Command;
import io.noisette.command.StopSignal;
import io.noisette.corpus.PrepareCommand;
import io.noisette.corpus.PrepareConfig;
import io.noisette.run.MetricsLog;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.StepConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BigramRecipeTest {

  @TempDir private static Path directory;
  private static Path corpus;

  @BeforeAll
  static void prepares() throws IOException, InterruptedException {
    Path text = Files.writeString(directory.resolve("text.txt"), " a b c d e f g h \n".repeat(60));
    corpus = directory.resolve("corpus");
    new PrepareCommand()
        .execute(PrepareConfig.words(List.of(text), null, corpus), new RecordingConsole());
  }

  @Test
  void aTextThatRepeatsIsLearned() throws IOException {
    train("learned", Map.of("log-every", 1));
    List<Double> losses = losses("learned");
    assertTrue(losses.get(0) > 1.5, losses::toString);
    assertTrue(losses.get(losses.size() - 1) < 0.1, losses::toString);
  }

  @Test
  void aRunThatIsResumedHasTheBytesOfOneThatWasNot() throws IOException {
    train("whole", Map.of("steps", 30));
    StopSignal stop = new StopSignal();
    StepConsole console =
        new StepConsole(
            step -> {
              if (step == 10) {
                stop.request();
              }
            });
    BigramConfig config = read("resumed", Map.of("steps", 30));
    assertEquals(10, new BigramRecipe(config, console).train(stop).step());
    train("resumed", Map.of("steps", 30));
    assertArrayEquals(weights("whole"), weights("resumed"));
  }

  @Test
  void aDryRunTrainsNothing() throws IOException {
    RecordingConsole console = new RecordingConsole();
    BigramConfig config = read("dry", Map.of());
    config = config.withRuntime(config.runtime().with(it -> it.dryRun(true)));
    new BigramRecipe(config, console).train(new StopSignal());
    assertTrue(console.text().contains("parameters: "), console::text);
    assertFalse(Files.exists(directory.resolve("dry")));
  }

  @Test
  void theModuleBringsTheCommand() {
    var commands =
        Guice.createInjector(new CoreModule(), new BigramModule())
            .getInstance(Key.get(new TypeLiteral<Map<String, Command<?>>>() {}));
    assertEquals(BigramConfig.class, commands.get("bigram-lm").getSettingsType());
  }

  private static void train(String run, Map<String, ?> settings) throws IOException {
    new BigramRecipe(read(run, settings), new RecordingConsole()).train(new StopSignal());
  }

  private static BigramConfig read(String run, Map<String, ?> settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("corpus", corpus);
    all.put("output", directory.resolve(run));
    all.put("tokens-per-step", 64);
    all.put("learning-rate", 0.1);
    all.putAll(settings);
    Map<String, GivenValue> given = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> given.put(name, new GivenValue("--" + name, List.of(value.toString()))));
    return SettingsSchema.of(BigramConfig.class).read(given, Map.of());
  }

  private static List<Double> losses(String run) throws IOException {
    return MetricsLog.read(directory.resolve(run)).stream()
        .filter(line -> line.has("loss"))
        .map(line -> line.get("loss").getAsDouble())
        .toList();
  }

  private static byte[] weights(String run) throws IOException {
    Path checkpoint = directory.resolve(run).resolve("checkpoints/step-000030");
    return Files.readAllBytes(checkpoint.resolve("model.safetensors"));
  }
}
