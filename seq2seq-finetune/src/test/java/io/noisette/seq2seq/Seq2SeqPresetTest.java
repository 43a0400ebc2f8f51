package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.generate.target.Truncation;
import io.noisette.model.SmoothingForm;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The presets against the published recipes (docs/papers.md 1.4). */
final class Seq2SeqPresetTest {

  @Test
  void cnnDailyMailIsFairseqsRecipe() {
    Seq2SeqFinetuneConfig config = of(Seq2SeqPreset.CNN_DM);
    Seq2SeqTrainingSettings training = config.training();
    assertEquals(3e-5, training.learningRate());
    assertEquals(20_000, training.steps());
    assertEquals(500, training.warmupSteps());
    assertEquals(2048 * 4 * 8, training.tokensPerStep());
    assertEquals(0.1, training.labelSmoothing());
    assertEquals(SmoothingForm.FAIRSEQ, training.labelSmoothingForm());
    assertEquals(0.1, training.dropout());
    assertEquals(0.1, training.attentionDropout());
    assertEquals(0.01, training.weightDecay());
    assertEquals(0.1, training.clipNorm());
    assertEquals(0.999, training.adamBeta2());
    assertEquals(1e-8, training.adamEps());
    assertEquals(Truncation.CUT, config.lengths().truncate());
    assertEquals(4, config.search().beam());
    assertEquals(2.0, config.search().lengthPenalty());
    assertEquals(3, config.search().noRepeatNgramSize());
    assertEquals(140 + 1, config.search().maxTokens(), "</s> counts");
    assertEquals(55, config.search().minTokens());
  }

  @Test
  void xsumDiffersInLengthOfTrainingAndSummaries() {
    Seq2SeqFinetuneConfig config = of(Seq2SeqPreset.XSUM);
    assertEquals(15_000, config.training().steps());
    assertEquals(2048 * 2 * 8, config.training().tokensPerStep());
    assertEquals(6, config.search().beam());
    assertEquals(1.0, config.search().lengthPenalty());
    assertEquals(60 + 1, config.search().maxTokens());
    assertEquals(10, config.search().minTokens());
  }

  /** The length penalty of the preset has no effect then. */
  @Test
  void everyPresetCanSearchGreedily() {
    for (Seq2SeqPreset preset : Seq2SeqPreset.values()) {
      assertEquals(1, of(preset).withSearch(it -> it.beam(1)).search().beam());
    }
  }

  @Test
  void summariesOfOtherDataHaveNoLengthsOfTheseTwo() {
    Seq2SeqFinetuneConfig config = of(Seq2SeqPreset.SUMMARIZATION);
    assertEquals(null, config.search().maxTokens());
    assertEquals(null, config.search().minTokens());
    assertEquals(null, config.training().steps());
  }

  @Test
  void epochsTakeTheLengthOfARunFromAPreset() {
    Map<String, Object> given =
        new LinkedHashMap<>(Map.of("train", "a.jsonl", "validation", "b.jsonl", "model", "bart"));
    given.putAll(Map.of("preset", Seq2SeqPreset.CNN_DM, "epochs", 2, "warmup-share", 0.1));
    Seq2SeqTrainingSettings training =
        SettingsSchema.of(Seq2SeqFinetuneConfig.class)
            .read(GivenValue.ofAll(given), Map.of())
            .training();
    assertEquals(null, training.steps());
    assertEquals(null, training.warmupSteps());
  }

  @ParameterizedTest
  @EnumSource(Seq2SeqPreset.class)
  void everyPresetIsReadAsSettings(Seq2SeqPreset preset) {
    assertEquals(preset, of(preset).preset());
  }

  private static Seq2SeqFinetuneConfig of(Seq2SeqPreset preset) {
    return Seq2SeqFinetuneConfig.of(
        List.of(Path.of("train.jsonl")),
        List.of(Path.of("dev.jsonl")),
        Path.of("bart-large"),
        preset);
  }
}
