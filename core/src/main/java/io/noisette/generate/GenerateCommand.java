package io.noisette.generate;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.command.Topic;
import java.io.IOException;
import java.util.SplittableRandom;

/** Subcommand {@code generate}: continues a text with a language model. */
public final class GenerateCommand implements Command<GenerateConfig> {

  @Override
  public String getSummary() {
    return "Continue a text with a language model";
  }

  @Override
  public Topic getTopic() {
    return Topic.MODEL;
  }

  @Override
  public String getDetails() {
    return """
    noisette generate --model runs/sandwich --prompt 'The river is' --tokens 50 --seed 7

    Tokens are sampled one by one (nucleus sampling); the same seed gives the same text. The end of
    a line or document is written as a line break, and generation continues after it. Whenever the
    text fills the model's maximum sequence length, the older half of it is dropped from the
    context. Words that are not in a word-level vocabulary become <unk>.\
    """;
  }

  @Override
  public Class<GenerateConfig> getSettingsType() {
    return GenerateConfig.class;
  }

  @Override
  public int execute(GenerateConfig settings, Console console) throws IOException {
    TokenSampler sampler =
        new TokenSampler(
            settings.topP(), settings.temperature(), new SplittableRandom(settings.seed()));
    try (TextGenerator generator =
            TextGenerator.open(settings.model(), settings.device(), console::warn);
        StopSignal stop = StopSignal.listen(console, "stopping after the current token")) {
      String text;
      try (Progress progress = console.progress("generate", settings.tokens(), "tokens")) {
        text =
            generator.generate(
                settings.prompt(),
                settings.tokens(),
                sampler,
                written -> {
                  progress.update(written, "");
                  return !stop.isRequested();
                });
      }
      console.out().println(text);
    }
    return 0;
  }
}
