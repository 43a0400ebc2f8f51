package io.noisette.generate;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.command.Topic;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.TargetGeneration;
import io.noisette.model.ModelFamily;
import io.noisette.model.weights.ConfigJson;
import io.noisette.run.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Subcommand {@code generate}: generates texts from texts with a BART, or continues a text with a
 * language model.
 */
public final class GenerateCommand implements Command<GenerateConfig> {

  @Override
  public String getSummary() {
    return "Generate texts from texts with a BART, or continue one with a language model";
  }

  @Override
  public Topic getTopic() {
    return Topic.MODEL;
  }

  @Override
  public String getDetails() {
    return """
    noisette generate --model runs/summaries --input articles.txt --output summaries.jsonl --format jsonl
    noisette generate --model runs/sandwich --prompt 'The river is' --tokens 50 --seed 7

    With a BART, each source text gives a target text, found by greedy or beam search. Predictions
    are written in the order of the sources as soon as they are found; an interrupted --output is
    continued by the same command. Settings that are not given come from the model's
    generation_config.json; all of them are printed with their origin. Sources are read ahead and
    sorted by length for speed. In jsonl, finished is false for texts that reached the length limit.

    With a language model, tokens are sampled one by one (nucleus sampling); the same seed gives the
    same text. The end of a line or document is written as a line break, and generation continues
    after it. Whenever the text fills the model's maximum sequence length, the older half of it is
    dropped from the context. Words that are not in a word-level vocabulary become <unk>.\
    """;
  }

  @Override
  public Class<GenerateConfig> getSettingsType() {
    return GenerateConfig.class;
  }

  @Override
  public int execute(GenerateConfig settings, Console console) throws IOException {
    Path directory = ModelPath.resolve(settings.model());
    String type = ConfigJson.read(directory, json -> json.text("model_type", ""));
    if (type.equals(ModelFamily.BERT.getModelType())
        || type.equals(ModelFamily.ROBERTA.getModelType())) {
      throw new UsageException(
          directory
              + " is a "
              + type
              + " model, which has no decoder and cannot generate text; give a BART, or a language"
              + " model of sandwich-lm");
    }
    if (type.equals(ModelFamily.BART.getModelType())) {
      refuse(settings.language().findGiven(), "a language model", directory, "a BART");
      new TargetGeneration(settings.model(), settings.device(), settings.target(), console)
          .writeAll();
    } else {
      refuse(settings.target().findGiven(), "a BART", directory, "a language model");
      continueText(settings, console);
    }
    return 0;
  }

  private static void refuse(List<String> given, String owner, Path directory, String kind) {
    if (!given.isEmpty()) {
      throw new UsageException(
          "%s: for %s only, but %s is %s; leave it out"
              .formatted(String.join(", ", given), owner, directory, kind));
    }
  }

  private static void continueText(GenerateConfig config, Console console) throws IOException {
    LanguageSettings settings = config.language();
    String prompt = settings.prompt();
    if (prompt == null) {
      throw new UsageException("--prompt is missing: beginning of the text, which is continued");
    }
    TokenSampler sampler = settings.newSampler();
    try (TextGenerator generator =
            TextGenerator.open(config.model(), config.device(), console::warn);
        StopSignal stop = StopSignal.listen(console, "stopping after the current token")) {
      String text;
      try (Progress progress = console.progress("generate", settings.countTokens(), "tokens")) {
        text =
            generator.generate(
                prompt,
                settings.countTokens(),
                sampler,
                written -> {
                  progress.update(written, "");
                  return !stop.isRequested();
                });
      }
      console.out().println(text);
    }
  }
}
