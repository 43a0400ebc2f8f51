package io.noisette.model.sandwich;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.DropoutRates;
import io.noisette.model.directory.ModelExport;
import io.noisette.model.weights.WeightType;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SandwichDirectoryTest {

  private static final SandwichConfig CONFIG =
      SmallSandwiches.ADAPTIVE.with(
          it ->
              it.gate(Gate.SIGMOID_TANH)
                  .finalNorm(true)
                  .dropout(new DropoutRates(0.3, 0.1, 0.15, 0.2)));

  @TempDir Path directory;
  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @BeforeEach
  void write() throws IOException {
    write(CONFIG);
  }

  @Test
  void aModelIsReadAsItWasWritten() throws IOException {
    assertEquals(CONFIG, new SandwichDirectory(directory).readConfig());
    try (SandwichModel model = SmallSandwiches.create(manager, CONFIG);
        SandwichModel read = new SandwichDirectory(directory).read(manager)) {
      for (String name : model.getParameters().getNames()) {
        assertArrayEquals(
            model.getParameters().get(name).toFloatArray(),
            read.getParameters().get(name).toFloatArray(),
            name);
      }
    }
  }

  @Test
  void theBytesDependOnTheModelAlone() throws IOException {
    byte[] first = Files.readAllBytes(directory.resolve("model.safetensors"));
    write(CONFIG);
    assertArrayEquals(first, Files.readAllBytes(directory.resolve("model.safetensors")));
  }

  @Test
  void aPlainModelHasNoCutoffs() throws IOException {
    write(SmallSandwiches.PLAIN);
    assertEquals(SmallSandwiches.PLAIN, new SandwichDirectory(directory).readConfig());
    String config = Files.readString(directory.resolve("config.json"));
    assertTrue(config.contains("\"cutoffs\": []"), config);
  }

  @Test
  void anExportIsTheModel() throws IOException {
    Path target = Files.createDirectory(directory.resolve("export"));
    List<String> notices = new ArrayList<>();
    ModelExport.Summary summary =
        new ModelExport(directory, WeightType.FLOAT32).write(target, () -> false, notices::add);
    assertEquals(List.of(), notices);
    assertEquals("sandwich-lm", summary.architecture());
    assertEquals(CONFIG.getParameterCount(), summary.values());
    try (SandwichModel model = SmallSandwiches.create(manager, CONFIG);
        SandwichModel read = new SandwichDirectory(target).read(manager)) {
      LanguageBatch batch = SmallSandwiches.batch(CONFIG, 1, 9);
      assertArrayEquals(model.score(manager, batch), read.score(manager, batch));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\"sandwich-lm\"','\"bart\"','model_type ''bart''; supported here: sandwich-lm'",
    "'\"relu\"','\"gelu\"','activation ''gelu''; supported: relu'",
    "'\"sinusoidal\"','\"learned\"','positions ''learned''; supported: sinusoidal'",
    "'\"tie_weights\": true','\"tie_weights\": false','tie_weights ''false''; supported: true'",
    "'\"position_offset\": 2','\"position_offset\": 0','supported: pad_token_id + 1'",
  })
  void aVariantThatIsNotKnownIsNamed(String from, String to, String named) throws IOException {
    edit(from, to);
    assertNamed(UsageException.class, named);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"hidden_size\": 24','\"hidden_size\": 25',hidden_size must be even",
    "'\"num_attention_heads\": 3','\"num_attention_heads\": 5',num_attention_heads must divide",
    "'70','40',cutoffs must ascend",
    "'70','700','cutoffs must be below vocab_size = 101; leave out 700'",
    "'\"ssfsff\"','\"ssxsff\"','column 3: ''x'' is not a sublayer; expected s'",
    "'\"ssfsff\"','\"ssfsf\"',sublayers.5.norm.weight",
    "'\"sigmoid-tanh\"','\"sigmoid\"','unknown gate ''sigmoid''; choose one of none, addition'",
    "'\"sigmoid-tanh\"','\"none\"',sublayers.0.gate.W",
    "'\"vocab_size\": 101','\"vocab_size\": 102','has shape [31, 2], but config.json requires [32,"
        + " 2]'",
    "'\"dropout\": 0.3','\"dropout\": 1','dropout must be in [0, 1), not 1.0'",
    "'\"cutoffs\": [','\"cutoffs\": 7, \"x\": [',config.json",
    "'\"sublayers\"','\"other\"',the key sublayers is missing",
  })
  void whatMakesNoSenseIsCorrupt(String from, String to, String named) throws IOException {
    edit(from, to);
    assertNamed(CorruptDataException.class, named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors"})
  void aHostileFile(String name) throws IOException {
    new HostileFile(directory.resolve(name))
        .assertNothingElseHappens(
            () -> {
              try (NDManager scope = manager.newSubManager();
                  SandwichModel model = new SandwichDirectory(directory).read(scope)) {
                model.getConfig();
              }
            });
  }

  private void assertNamed(Class<? extends RuntimeException> type, String named) {
    String message =
        assertThrows(type, () -> new SandwichDirectory(directory).read(manager)).getMessage();
    assertTrue(message.contains(named), message);
    assertEquals(1, message.lines().count(), message);
  }

  private void edit(String from, String to) throws IOException {
    Path path = directory.resolve("config.json");
    String text = Files.readString(path);
    assertTrue(text.contains(from), text);
    Files.writeString(path, text.replace(from, to));
  }

  private void write(SandwichConfig config) throws IOException {
    try (SandwichModel model = SmallSandwiches.create(manager, config, Precision.FP32)) {
      new SandwichDirectory(directory).write(model);
    }
  }
}
