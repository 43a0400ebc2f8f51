package io.noisette.bart;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import io.noisette.command.Command;
import io.noisette.command.CommandRunner;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.command.Streams;
import io.noisette.corpus.PrepareCommand;
import io.noisette.corpus.PrepareConfig;
import io.noisette.evaluation.EvaluateCommand;
import io.noisette.evaluation.Evaluation;
import io.noisette.noising.NoiseCompiler;
import io.noisette.report.ChangedSettings;
import io.noisette.report.ChartSpec;
import io.noisette.report.ReportCommand;
import io.noisette.report.ReportSection;
import io.noisette.report.RunReports;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.StepConsole;
import io.noisette.tokenizer.TokenizerTrainCommand;
import io.noisette.tokenizer.TokenizerTrainConfig;
import io.noisette.train.TrainingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Runs small enough for a test, on text made up from a few words. */
final class TinyRuns {

  private static final String WORDS =
      "the cat sees a dog and it runs to that old house where we all like to sleep";
  private static final Injector INJECTOR = Guice.createInjector(new BartPretrainModule());

  private final Path directory;

  /** How a verb ended. */
  record Outcome(int exitCode, String out, String err) {}

  /** Makes a tokenizer and a corpus in {@code directory}. */
  TinyRuns(Path directory) throws IOException, InterruptedException {
    this(directory, WORDS);
  }

  /**
   * @param words of which the text consists
   */
  TinyRuns(Path directory, String words) throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory);
    Path text = directory.resolve("text.txt");
    Files.write(text, documents(List.of(words.split(" ", -1))));
    Path tokenizer = directory.resolve("tokenizer.json");
    Console console = new RecordingConsole();
    Map<String, ?> training = Map.of("text", text, "vocab-size", 290, "output", tokenizer);
    new TokenizerTrainCommand().execute(read(TokenizerTrainConfig.class, training), console);
    Map<String, ?> preparation =
        Map.of("text", text, "tokenizer", tokenizer, "output", corpus(), "documents", "line");
    new PrepareCommand().execute(read(PrepareConfig.class, preparation), console);
  }

  Path corpus() {
    return directory.resolve("corpus");
  }

  /** Settings of a run of 60 steps that accumulate and go through the corpus more than once. */
  BartPretrainConfig config(Path output, Map<String, ?> changes) {
    return read(BartPretrainConfig.class, settings(output, changes));
  }

  static TrainingState train(BartPretrainConfig config, Console console) throws IOException {
    return train(config, console, new StopSignal());
  }

  /** Trains until a step is complete, then stops as Ctrl-C does. */
  static TrainingState trainUntil(long step, BartPretrainConfig config) throws IOException {
    StopSignal stop = new StopSignal();
    Console console =
        new StepConsole(
            done -> {
              if (done == step) {
                stop.request();
              }
            });
    return train(config, console, stop);
  }

  private static TrainingState train(BartPretrainConfig config, Console console, StopSignal stop)
      throws IOException {
    NoiseCompiler noise = INJECTOR.getInstance(NoiseCompiler.class);
    return new BartPretrainRecipe(config, noise, console).train(stop);
  }

  /** The same as a user has it: a command line in, an exit code and two streams out. */
  Outcome runVerb(Path output, Map<String, ?> changes) {
    return runVerb(options(output, changes));
  }

  /** The same, with a report that lacks the sections that take long. */
  Outcome runVerbQuickly(Path output, Map<String, ?> changes) {
    Set<ReportSection> sections =
        new LinkedHashSet<>(INJECTOR.getInstance(new Key<Set<ReportSection>>() {}));
    sections.removeIf(ReportSection::isSlow);
    RunReports reports =
        new RunReports(
            INJECTOR.getInstance(new Key<Set<ChartSpec>>() {}),
            sections,
            INJECTOR.getInstance(ChangedSettings.class));
    NoiseCompiler noise = INJECTOR.getInstance(NoiseCompiler.class);
    return run("bart-pretrain", new BartPretrainCommand(noise, reports), options(output, changes));
  }

  private List<String> options(Path output, Map<String, ?> changes) {
    List<String> options = new ArrayList<>();
    settings(output, changes).forEach((name, value) -> options.add("--" + name + "=" + value));
    return options;
  }

  static Outcome runVerb(List<String> options) {
    return run("bart-pretrain", INJECTOR.getInstance(BartPretrainCommand.class), options);
  }

  /** Runs {@code evaluate --task denoising --format json} with more options. */
  static Outcome evaluate(Map<String, ?> options) {
    return evaluate("denoising", options);
  }

  static Outcome evaluate(String task, Map<String, ?> options) {
    List<String> arguments = new ArrayList<>(List.of("--task=" + task, "--format=json"));
    options.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    Map<String, Evaluation<?>> tasks = INJECTOR.getInstance(new Key<>() {});
    return run("evaluate", new EvaluateCommand(tasks), arguments);
  }

  /** Runs the subcommand {@code report}. */
  static Outcome report(List<String> options) {
    return run("report", INJECTOR.getInstance(ReportCommand.class), options);
  }

  private static Outcome run(String verb, Command<?> command, List<String> options) {
    List<String> arguments = new ArrayList<>(List.of(verb));
    arguments.addAll(options);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            0);
    int exitCode = new CommandRunner(Map.of(verb, command), streams).execute(arguments);
    return new Outcome(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Writes the report of a run anew. */
  static void report(Path run) throws IOException {
    RunReports reports = INJECTOR.getInstance(RunReports.class);
    reports.writeAfter(run, new StopSignal(), new RecordingConsole(), () -> run);
  }

  static Path checkpoint(Path run, long step) {
    return run.resolve("checkpoints").resolve("step-%06d".formatted(step));
  }

  static byte[] weights(Path run, long step) throws IOException {
    return Files.readAllBytes(checkpoint(run, step).resolve("model.safetensors"));
  }

  private Map<String, Object> settings(Path output, Map<String, ?> changes) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("corpus", corpus());
    settings.put("validation", corpus());
    settings.put("output", output);
    settings.put("encoder-layers", 1);
    settings.put("decoder-layers", 1);
    settings.put("d-model", 16);
    settings.put("heads", 2);
    settings.put("ffn-dim", 32);
    settings.put("max-positions", 64);
    settings.put("dropout", 0.1);
    settings.put("steps", 60);
    settings.put("tokens-per-step", 200);
    settings.put("micro-batch-tokens", 90);
    settings.put("sequence-length", 32);
    settings.put("warmup-steps", 5);
    settings.put("checkpoint-every", 10);
    settings.put("keep-last", 10);
    settings.put("validate-every", 15);
    settings.put("log-every", 1);
    settings.put("threads", 2);
    settings.put("lanes", 2);
    settings.put("precision", "fp32"); // the same on every processor
    settings.putAll(changes);
    return settings;
  }

  private static <S extends Record> S read(Class<S> type, Map<String, ?> values) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> given.put(name, new GivenValue("--" + name, List.of(value.toString()))));
    return SettingsSchema.of(type).read(given, Map.of());
  }

  private static List<String> documents(List<String> words) {
    Random random = new Random(1);
    return random.ints(60, 2, 6).mapToObj(count -> document(words, count, random)).toList();
  }

  private static String document(List<String> words, int sentences, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      text.append(i == 0 ? "The" : " The");
      random
          .ints(3 + random.nextInt(6), 0, words.size())
          .forEach(word -> text.append(' ').append(words.get(word)));
      text.append('.');
    }
    return text.toString();
  }
}
