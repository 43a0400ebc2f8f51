package io.noisette.sandwich;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.noisette.command.Command;
import io.noisette.command.CommandRunner;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.command.Streams;
import io.noisette.corpus.PrepareCommand;
import io.noisette.corpus.PrepareConfig;
import io.noisette.evaluation.EvaluateCommand;
import io.noisette.report.ReportModule;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.StepConsole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Language models small enough for a test, on text made up from a few words. */
final class TinyLms {

  private static final String WORDS =
      "the cat sees a dog and it runs to that old house where we all like to sleep <unk>";
  private static final Injector INJECTOR =
      Guice.createInjector(new ReportModule(), new SandwichLmModule());

  private final Path directory;

  /** How a verb ended. */
  record Outcome(int exitCode, String out, String err) {}

  /** Makes a corpus of words and a held-out one. */
  TinyLms(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    prepare(write("text.txt", 300, 1), null, corpus());
    prepare(write("held-out.txt", 60, 2), corpus(), heldOut());
  }

  Path corpus() {
    return directory.resolve("corpus");
  }

  Path heldOut() {
    return directory.resolve("held-out");
  }

  /** Settings of a run of 30 steps that accumulate and go through the corpus more than once. */
  SandwichLmConfig config(Path output, Map<String, ?> changes) {
    return read(settings(output, changes));
  }

  static SandwichLmResult train(SandwichLmConfig config, Console console) throws IOException {
    return new SandwichLmRecipe(config, console).train(new StopSignal());
  }

  /** Trains until a step is complete, then stops as Ctrl-C does. */
  static SandwichLmResult trainUntil(long step, SandwichLmConfig config) throws IOException {
    StopSignal stop = new StopSignal();
    Console console =
        new StepConsole(
            done -> {
              if (done == step) {
                stop.request();
              }
            });
    return new SandwichLmRecipe(config, console).train(stop);
  }

  /** The same as a user has it: a command line in, an exit code and two streams out. */
  Outcome runVerb(Path output, Map<String, ?> changes) {
    return runVerb(options(settings(output, changes)));
  }

  static Outcome runVerb(List<String> options) {
    return run("sandwich-lm", INJECTOR.getInstance(SandwichLmCommand.class), options);
  }

  /** Runs {@code evaluate --task perplexity --format json} with more options. */
  static Outcome evaluate(Map<String, ?> options) {
    List<String> arguments = new ArrayList<>(List.of("--task=perplexity", "--format=json"));
    arguments.addAll(options(options));
    Map<String, PerplexityEvaluation> tasks = Map.of("perplexity", new PerplexityEvaluation());
    return run("evaluate", new EvaluateCommand(Map.copyOf(tasks)), arguments);
  }

  static Path checkpoint(Path run, long step) {
    return run.resolve("checkpoints").resolve("step-%06d".formatted(step));
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

  private static List<String> options(Map<String, ?> settings) {
    List<String> options = new ArrayList<>();
    settings.forEach((name, value) -> options.add("--" + name + "=" + value));
    return options;
  }

  private Map<String, Object> settings(Path output, Map<String, ?> changes) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("corpus", corpus());
    settings.put("validation", heldOut());
    settings.put("output", output);
    settings.put("ordering", "sandwich(2,1)");
    settings.put("d-model", 16);
    settings.put("heads", 2);
    settings.put("ffn-dim", 32);
    settings.put("cutoffs", 12);
    settings.put("adaptive-factor", 2);
    settings.put("optimizer", "nag");
    settings.put("learning-rate", 0.5);
    settings.put("lowest-rate", 0.01);
    settings.put("warmup-steps", 4);
    settings.put("period", 12);
    settings.put("clip-norm", 0.1);
    settings.put("dropout", 0.1);
    settings.put("attention-dropout", 0.1);
    settings.put("precision", "fp32"); // the same on every processor
    settings.put("activation-dropout", 0.1);
    settings.put("adaptive-softmax-dropout", 0.1);
    settings.put("steps", 30);
    settings.put("tokens-per-step", 200);
    settings.put("micro-batch-tokens", 90);
    settings.put("sequence-length", 20);
    settings.put("checkpoint-every", 10);
    settings.put("keep-last", 10);
    settings.put("validate-every", 15);
    settings.put("log-every", 1);
    settings.put("threads", 2);
    settings.put("lanes", 2);
    settings.putAll(changes);
    return settings;
  }

  private static SandwichLmConfig read(Map<String, ?> values) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> given.put(name, new GivenValue("--" + name, List.of(value.toString()))));
    return SettingsSchema.of(SandwichLmConfig.class).read(given, Map.of());
  }

  private static void prepare(Path text, @Nullable Path vocabulary, Path output)
      throws IOException, InterruptedException {
    new PrepareCommand()
        .execute(PrepareConfig.words(List.of(text), vocabulary, output), new RecordingConsole());
  }

  private Path write(String name, int lines, long seed) throws IOException {
    List<String> words = List.of(WORDS.split(" ", -1));
    Random random = new Random(seed);
    List<String> text = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      int length = random.nextInt(12);
      List<String> line = new ArrayList<>();
      random.ints(length, 0, words.size()).forEach(word -> line.add(words.get(word)));
      text.add(" " + String.join(" ", line) + " ");
    }
    return Files.write(Files.createDirectories(directory).resolve(name), text);
  }
}
