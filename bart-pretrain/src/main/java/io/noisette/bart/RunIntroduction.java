package io.noisette.bart;

import io.noisette.command.Console;
import io.noisette.model.bart.BartConfig;
import io.noisette.train.TrainingSettings;
import io.noisette.train.TrainingState;

/** What a run says about itself before it begins. */
final class RunIntroduction {

  private final BartPretrainConfig config;
  private final Console console;

  RunIntroduction(BartPretrainConfig config, Console console) {
    this.config = config;
    this.console = console;
  }

  void tell(BartConfig model, PretrainingData data, TrainingState start) {
    TrainingSettings settings = config.training();
    console.info(
        "BART %d+%d layers, d %d, vocabulary %,d: %,d parameters, about %,d MiB of memory"
            .formatted(
                model.encoderLayers(),
                model.decoderLayers(),
                model.dModel(),
                model.vocabSize(),
                model.getParameterCount(),
                MemoryEstimate.of(model, settings.microBatchTokens()).totalMebibytes()));
    console.info(
        "%,d samples of at most %d tokens from %,d tokens of text; noise %s"
            .formatted(
                data.getSamples().getSize(),
                settings.sequenceLength(),
                data.getTokens(),
                config.noise()));
    console.info(
        "%,d steps of %,d tokens (%.1f epochs), rate %s after %,d steps of warm-up"
            .formatted(
                settings.steps(),
                settings.tokensPerStep(),
                (double) settings.steps() * settings.tokensPerStep() / data.getTokens(),
                settings.learningRate(),
                settings.warmupSteps()));
    settings.warnOfShortRun(console);
    if (start.step() > 0) {
      console.info(
          "going on from step %,d in %s".formatted(start.step(), config.runtime().requireOutput()));
    }
  }
}
