package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.builtin.MaskTokens;
import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import io.noisette.noising.testing.PluginJar;
import io.noisette.run.RunRecord;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Noising functions that a program brings along, without a plug-in: bound to the run as well. */
class OwnNoiseTest {

  private static final String KEY = "noising function own";

  @TempDir private Path directory;
  private TinyRuns runs;
  private Path output;

  @BeforeEach
  void makesACorpus() throws IOException, InterruptedException {
    runs = new TinyRuns(directory.resolve("data"));
    output = directory.resolve("run");
  }

  @Test
  void theSameFunctionGoesOnAndAnotherOfThatNameDoesNot() throws IOException {
    NoisingFunction keep = (document, random) -> document;
    assertEquals(1, train(1, new Own("own", "", keep)));
    assertEquals(64, RunRecord.read(output).digests().get(KEY).length());
    assertEquals(2, train(2, new Own("own", "", (document, random) -> document)));
    NoisingFunction drop = (document, random) -> TokenizedDocument.of(new int[] {5}, new int[] {0});
    assertRefused(new Own("own", "", drop));
    assertRefused(new Own("own", "2.0", keep));
    assertRefused(new Other());
  }

  @Test
  void aStatedVersionIsCompared() throws IOException {
    NoisingFunction keep = (document, random) -> document;
    assertEquals(1, train(1, new Own("own", "1.0", keep)));
    assertEquals("version 1.0", RunRecord.read(output).digests().get(KEY));
    assertRefused(new Own("own", "1.1", keep));
    assertEquals(2, train(2, new Own("own", "1.0", keep)));
  }

  @Test
  void aFunctionInPlaceOfABuiltInOneIsRefused() throws IOException {
    assertEquals(1, train(1, new MaskTokens(), "mask-tokens"));
    Own own = new Own("mask-tokens", "", (document, random) -> document);
    UsageException refused = assertThrows(UsageException.class, () -> train(2, own, "mask-tokens"));
    assertTrue(
        refused.getMessage().contains("the run was started without noising function mask-tokens"),
        refused::getMessage);
  }

  @Test
  void pluginsOfTheSettingsAreLoadedByTheRecipe() throws IOException {
    Path plugins = directory.resolve("plugins");
    String source =
        """
        import io.noisette.noising.spi.*;
        public final class Shout implements NoisingFunctionFactory {
          public String getName() { return "shout"; }
          public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
            return (document, random) -> document;
          }
        }
        """;
    PluginJar.write(plugins.resolve("shout.jar"), "Shout", source);
    BartPretrainConfig config =
        runs.config(output, Map.of("steps", 1, "noise", "shout", "plugins", plugins));
    new BartPretrainRecipe(config, NoiseCompiler.ofClassPath(), new RecordingConsole()).train();
    assertTrue(RunRecord.read(output).digests().containsKey("plug-in shout"));
  }

  private void assertRefused(NoisingFunctionFactory factory) {
    UsageException refused = assertThrows(UsageException.class, () -> train(3, factory));
    assertTrue(refused.getMessage().contains("the SHA-256 of " + KEY), refused::getMessage);
  }

  private long train(int steps, NoisingFunctionFactory factory) throws IOException {
    return train(steps, factory, "own");
  }

  private long train(int steps, NoisingFunctionFactory factory, String noise) throws IOException {
    NoiseCompiler compiler = new NoiseCompiler(Map.of(factory.getName(), factory));
    BartPretrainConfig config = runs.config(output, Map.of("steps", steps, "noise", noise));
    return new BartPretrainRecipe(config, compiler, new RecordingConsole()).train().step();
  }

  private record Own(String name, String version, NoisingFunction function)
      implements NoisingFunctionFactory {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public String getVersion() {
      return version;
    }

    @Override
    public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
      return function;
    }
  }

  /** Does the same, but is other code. */
  private static final class Other implements NoisingFunctionFactory {

    @Override
    public String getName() {
      return "own";
    }

    @Override
    public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
      return (document, random) -> document;
    }
  }
}
