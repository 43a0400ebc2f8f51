package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.bart.objective.Denoising;
import io.noisette.bart.objective.ObjectiveChoice;
import io.noisette.corpus.PrepareConfig;
import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BartPretrainConfigTest {

  @Test
  void aPresetInCodeIsThatOfTheCommandLine() {
    for (String name : List.of("tiny", "mini", "base", "large")) {
      BartPreset preset = BartPreset.valueOf(name.toUpperCase(Locale.ROOT));
      Map<String, GivenValue> options = Map.of("preset", given(name));
      assertEquals(
          SettingsSchema.of(BartPretrainConfig.class).read(options, Map.of()),
          BartPretrainConfig.of(preset));
    }
  }

  @Test
  void denoisingHasThePapersNoiseUnlessAnotherIsGiven() {
    assertEquals(Denoising.PAPER_NOISE, BartPretrainConfig.of(BartPreset.TINY).noise());
    assertEquals("infill", read(Map.of("noise", given("infill"))).noise());
    UsageException refused =
        assertThrows(
            UsageException.class, () -> read(Map.of("noise", new GivenValue("noise", null))));
    assertEquals(
        "--objective denoising needs --noise, a noise spec such as infill", refused.getMessage());
  }

  @Test
  void anObjectiveWithoutNoiseHasNone() {
    BartPretrainConfig config =
        BartPretrainConfig.of(BartPreset.MINI, ObjectiveChoice.MASKED_SEQ2SEQ);
    assertNull(config.noise());
    assertEquals(
        config, read(Map.of("preset", given("mini"), "objective", given("masked-seq2seq"))));
    assertThrows(IllegalArgumentException.class, () -> config.withNoise("infill"));
  }

  @Test
  void groupsOfSettingsAreChangedInPlace() {
    BartPretrainConfig tiny = BartPretrainConfig.of(BartPreset.TINY);
    BartPretrainConfig changed =
        tiny.withShape(shape -> shape.dModel(64)).withTraining(training -> training.steps(7));
    assertEquals(64, changed.shape().dModel());
    assertEquals(tiny.shape().heads(), changed.shape().heads());
    assertEquals(7, changed.training().steps());
    assertEquals(tiny.training().learningRate(), changed.training().learningRate());
  }

  @Test
  void preparingInCodeHasTheDefaultsOfTheCommandLine() {
    Map<String, GivenValue> options =
        Map.of("text", given("a.txt"), "tokenizer", given("t.json"), "output", given("corpus"));
    assertEquals(
        SettingsSchema.of(PrepareConfig.class).read(options, Map.of()),
        new PrepareConfig(List.of(Path.of("a.txt")), Path.of("t.json"), Path.of("corpus")));
  }

  private static BartPretrainConfig read(Map<String, GivenValue> options) {
    return SettingsSchema.of(BartPretrainConfig.class).read(options, Map.of());
  }

  private static GivenValue given(String text) {
    return new GivenValue("--option", List.of(text));
  }
}
