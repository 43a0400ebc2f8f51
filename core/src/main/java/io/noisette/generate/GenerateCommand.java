package io.noisette.generate;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.command.Topic;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.TargetGeneration;
import io.noisette.model.ModelFamily;
import io.noisette.model.bart.SingleStackDirectory;
import io.noisette.model.sandwich.SandwichConfigFile;
import io.noisette.model.weights.ConfigJson;
import io.noisette.run.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Subcommand {@code generate}: generates texts from texts with a BART or a single stack, or
 * continues a text with a language model.
 */
public final class GenerateCommand implements Command<GenerateConfig> {

  @Override
  public String getSummary() {
    return "Generate texts from texts, or continue one with a language model";
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

    With a BART or a single stack, each source text gives a target text, found by greedy or beam search. Predictions
    are written in the order of the sources as soon as they are found; an interrupted --output is
    continued by the same command. Settings that are not given come from the model's
    generation_config.json; all of them are printed with their origin. Sources are read ahead and
    sorted by length for speed. In jsonl, finished is false for texts that reached the length limit.

    With a language model, of sandwich-lm or of bart-pretrain --objective language-model, --prompt is
    continued: tokens are sampled one by one (nucleus sampling); the same seed gives the same text.
    With sandwich-lm the end of a line or document is written as a line break, and generation
    continues after it; with bart-pretrain it ends the text. Whenever the text fills the model's maximum sequence length, the older half of it is
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
    if (settings.threads() > 0) {
      Torch.setThreads(settings.threads());
    }
    String type = ConfigJson.read(directory, GenerateCommand::readType);
    if (type.equals(ModelFamily.BERT.getModelType())
        || type.equals(ModelFamily.ROBERTA.getModelType())) {
      throw new UsageException(
          directory
              + " is a "
              + type
              + " model, which has no decoder and cannot generate text; give a BART, or a language"
              + " model of sandwich-lm or bart-pretrain");
    }
    List<String> continuing = settings.language().findGiven();
    if (type.equals(ModelFamily.BART.getModelType()) && continuing.isEmpty()) {
      new TargetGeneration(settings.model(), settings.device(), settings.target(), console)
          .writeAll();
      return 0;
    }
    if (type.equals(ModelFamily.BART.getModelType())) {
      requireLanguageModel(continuing, directory);
    }
    refuseTargets(settings.target().findGiven(), directory);
    continueText(settings, console);
    return 0;
  }

  private static String readType(ConfigJson json) {
    String type = json.text("model_type", "");
    List<String> known = new ArrayList<>(ModelFamily.modelTypes());
    known.add(SandwichConfigFile.MODEL_TYPE);
    if (!known.contains(type)) {
      throw json.refuse("model_type", type, "supported: " + String.join(", ", known));
    }
    return type;
  }

  private static void requireLanguageModel(List<String> given, Path directory) throws IOException {
    SingleStackDirectory stack = new SingleStackDirectory(directory);
    boolean isSingle = stack.isSingleStack();
    if (!isSingle || !stack.readConfig().isDecoder()) {
      throw new UsageException(
          ("%s: only a language model continues a text, but %s is %s; give a model of sandwich-lm"
                  + " or of bart-pretrain --objective language-model, or --text or --input instead,"
                  + " for texts that it generates from texts")
              .formatted(
                  String.join(", ", given),
                  directory,
                  isSingle
                      ? "an encoder of --objective " + stack.readConfig().objective()
                      : "a BART"));
    }
  }

  private static void refuseTargets(List<String> given, Path directory) {
    if (!given.isEmpty()) {
      String remedy =
          given.contains("--max-tokens") ? "--tokens is the number of its tokens" : "leave it out";
      throw new UsageException(
          "%s: for texts that are generated from texts, but %s continues a --prompt; %s"
              .formatted(String.join(", ", given), directory, remedy));
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
