package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsFile;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfTest {

  private static final Map<String, GivenValue> OUTPUT =
      Map.of("output", new GivenValue("--output", List.of("runs/x")));

  @ParameterizedTest
  @CsvSource({"bart-tiny, 2, 128", "bart-base-paper, 6, 768", "bart-large-paper, 12, 1024"})
  void everyFileOfConfIsRead(String name, int layers, int width) throws IOException {
    BartPretrainConfig config = read(SettingsFile.read(Path.of("../conf", name + ".yaml")));
    assertEquals(layers, config.shape().decoderLayers());
    assertEquals(width, config.shape().dModel());
    assertEquals("permute-sentences|infill(ratio=0.3,lambda=3)", config.noise());
  }

  @Test
  void thePresetGivesWhatTheUserLeavesOut() {
    Map<String, GivenValue> file =
        Map.of(
            "preset", new GivenValue("preset", List.of("mini")),
            "d-model", new GivenValue("d-model", List.of("64")));
    BartPretrainConfig config = read(file);
    assertEquals(4, config.shape().encoderLayers());
    assertEquals(64, config.shape().dModel());
  }

  @Test
  void aTypoIsAnError() {
    Map<String, GivenValue> file =
        Map.of("noize", new GivenValue("x.yaml, line 3: noize", List.of("none")));
    UsageException error = assertThrows(UsageException.class, () -> read(file));
    assertEquals(
        "x.yaml, line 3: noize is not a known setting; did you mean noise?", error.getMessage());
  }

  private static BartPretrainConfig read(Map<String, GivenValue> file) {
    return SettingsSchema.of(BartPretrainConfig.class).read(OUTPUT, file);
  }
}
