package io.noisette.sandwich;

import io.noisette.command.Console;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.train.TrainingSettings;
import io.noisette.train.TrainingState;
import java.util.Locale;

/** What a run says about itself before it begins. */
final class RunIntroduction {

  private final SandwichLmConfig config;
  private final Console console;

  RunIntroduction(SandwichLmConfig config, Console console) {
    this.config = config;
    this.console = console;
  }

  void tell(SandwichConfig model, StreamBlocks blocks, TrainingState start) {
    TrainingSettings settings = config.training();
    say(
        "%s, d %d, vocabulary %,d: %,d parameters, about %,d MiB of memory",
        model.sublayers(),
        model.hiddenSize(),
        model.vocabSize(),
        model.getParameterCount(),
        MemoryEstimate.of(model, config).totalMebibytes());
    say(
        "%,d blocks of %,d tokens from %,d tokens of text",
        blocks.getSize(), settings.sequenceLength(), blocks.getTokens());
    say(
        "%,d steps of %,d tokens (%.1f epochs), %s, rate %s after %,d steps of warm-up",
        settings.steps(),
        settings.tokensPerStep(),
        (double) settings.steps() * settings.tokensPerStep() / blocks.getTokens(),
        config.optimization().optimizer().name().toLowerCase(Locale.ROOT),
        settings.learningRate(),
        settings.warmupSteps());
    settings.findWarnings().forEach(console::warn);
    if (start.step() > 0) {
      say("going on from step %,d in %s", start.step(), config.runtime().requireOutput());
    }
  }

  /** What validation measures, in which unit. */
  void tellValidation(LanguageValidator validator, String normaliser) {
    say(
        "validation: %,d tokens in blocks of %,d, %s",
        validator.countTokens(), config.training().sequenceLength(), normaliser);
  }

  private void say(String format, Object... values) {
    console.info(String.format(Locale.ROOT, format, values));
  }
}
