package io.noisette.command;

import io.noisette.build.BuildInfo;
import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.SettingsFile;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.Suggestion;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Entry point of command lines: selects the subcommand, parses its settings, executes it, and turns
 * failures into exit codes.
 */
public final class CommandRunner {

  private static final SettingsSchema<CommonSettings> COMMON =
      SettingsSchema.of(CommonSettings.class);

  private final Map<String, Command<?>> commands;
  private final Streams streams;

  /** Creates a runner of the given subcommands, by name. */
  @Inject
  public CommandRunner(Map<String, Command<?>> commands, Streams streams) {
    this.commands = commands;
    this.streams = streams;
  }

  /**
   * Executes one command line and returns the exit code.
   *
   * @return exit code of the process
   */
  public int execute(List<String> arguments) {
    int exitCode = dispatch(arguments);
    try {
      ResultStream.requireWritten(streams.out());
      return exitCode;
    } catch (RunFailedException e) {
      int unwritten = fail(e, isJsonRequested(arguments) ? OutputFormat.JSON : OutputFormat.TEXT);
      return exitCode == 0 ? unwritten : exitCode;
    }
  }

  private int dispatch(List<String> arguments) {
    String verb = arguments.isEmpty() ? "--help" : arguments.get(0);
    if (verb.equals("help") && arguments.size() > 1) {
      return runVerb(arguments.get(1), List.of("--help"));
    }
    switch (verb) {
      case "--help", "-h", "help" -> streams.out().print(HelpText.ofAll(commands));
      case "--version" -> streams.out().print(BuildInfo.load().describe());
      default -> {
        return runVerb(verb, arguments.subList(1, arguments.size()));
      }
    }
    return 0;
  }

  private static boolean isJsonRequested(List<String> arguments) {
    int option = arguments.indexOf("--log-format");
    return arguments.contains("--log-format=json")
        || (option >= 0
            && option + 1 < arguments.size()
            && arguments.get(option + 1).equals("json"));
  }

  private int runVerb(String verb, List<String> arguments) {
    Command<?> command = commands.get(verb);
    if (command == null) {
      String hint = suggest(verb);
      String message = "unknown subcommand '" + verb + "', see noisette --help" + hint;
      return fail(new UsageException(message), OutputFormat.TEXT);
    }
    // Determined before parsing, so that mistakes in other options are reported in the requested
    // format.
    boolean json = isJsonRequested(arguments);
    try {
      requireReadable(arguments);
      return run(verb, chooseVariant(command, arguments), arguments);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(e, json ? OutputFormat.JSON : OutputFormat.TEXT);
    } catch (Exception | OutOfMemoryError | StackOverflowError | LinkageError e) {
      return fail(e, json ? OutputFormat.JSON : OutputFormat.TEXT);
    }
  }

  /** The JVM replaces bytes of the command line that are not UTF-8 by U+FFFD, so they are lost. */
  private static void requireReadable(List<String> arguments) {
    for (String argument : arguments) {
      if (argument.indexOf('\uFFFD') >= 0) {
        throw new UsageException(
            "the argument '"
                + argument
                + "' is not valid UTF-8 (or contains U+FFFD, which stands for invalid bytes);"
                + " convert a text to UTF-8, and rename a file whose name is not");
      }
    }
  }

  /** Suggests a subcommand for a typo, or those whose names have the word as a part. */
  private String suggest(String verb) {
    if (verb.equals("version")) {
      return "; did you mean --version?";
    }
    String foreign = ForeignNames.hintForSubcommand(verb, commands.keySet());
    if (!foreign.isEmpty()) {
      return foreign;
    }
    String typo = Suggestion.forTypo(verb, commands.keySet());
    String word = verb.toLowerCase(Locale.ROOT).replace("-", "");
    List<String> parts =
        commands.keySet().stream()
            .filter(name -> word.length() > 2 && name.replace("-", "").contains(word))
            .sorted()
            .toList();
    return !typo.isEmpty() || parts.isEmpty()
        ? typo
        : "; did you mean " + String.join(" or ", parts) + "?";
  }

  private int fail(Throwable failure, OutputFormat format) {
    FailureReport report = FailureReport.of(failure);
    boolean debug = "1".equals(System.getenv("NOISETTE_DEBUG"));
    String hint = report.internal() && !debug ? " (NOISETTE_DEBUG=1 shows where)" : "";
    new TerminalConsole(streams, format).error(report.message() + hint);
    if (debug) {
      failure.printStackTrace(streams.err());
    }
    return report.exitCode();
  }

  private static Command<?> chooseVariant(Command<?> command, List<String> arguments)
      throws IOException {
    Command<?> chosen = null;
    String option = "";
    for (Variants variants : command.getVariants()) {
      if (chosen != null && hasSetting(chosen, variants.option())) {
        continue; // the chosen variant has a setting of the same name, which is given its value
      }
      Command<?> variant = variants.find(arguments);
      if (variant != null && chosen != null) {
        throw new UsageException(
            "either --" + option + " or --" + variants.option() + " can be given, not both");
      }
      if (variant != null) {
        chosen = variant;
        option = variants.option();
      }
    }
    if (chosen != null) {
      return chosen;
    }
    if (command.isVariantRequired() && !asksForHelp(arguments)) {
      throw new UsageException(describeChoice(command.getVariants()));
    }
    return command;
  }

  private static boolean hasSetting(Command<?> command, String option) {
    return SettingsSchema.of(command.getSettingsType()).getDefinitions().stream()
        .anyMatch(definition -> definition.getName().equals(option));
  }

  private static String describeChoice(List<Variants> all) {
    Variants first = all.get(0);
    StringBuilder text = new StringBuilder();
    text.append("--").append(first.option()).append(" is missing; choose one of ");
    text.append(first.listValues());
    for (Variants other : all.subList(1, all.size())) {
      text.append("; or --").append(other.option()).append(", one of ");
      text.append(other.listValues());
    }
    return text.toString();
  }

  private static boolean asksForHelp(List<String> arguments) {
    return arguments.contains("--help") || arguments.contains("-h");
  }

  private <S extends Record> int run(String verb, Command<S> command, List<String> arguments)
      throws IOException, InterruptedException {
    SettingsSchema<S> schema = SettingsSchema.of(command.getSettingsType());
    if (asksForHelp(arguments)) {
      streams
          .out()
          .print(HelpText.ofVerb(verb, command, schema.getDefinitions(), COMMON.getDefinitions()));
      return 0;
    }
    List<SettingDefinition> definitions = new ArrayList<>(schema.getDefinitions());
    definitions.addAll(COMMON.getDefinitions());
    Map<String, GivenValue> options = new OptionParser(definitions).parse(arguments);
    CommonSettings common = COMMON.read(takeCommon(options), Map.of());
    TerminalConsole console = new TerminalConsole(streams, common.logFormat());
    Path config = common.config();
    Map<String, GivenValue> file = config == null ? Map.of() : SettingsFile.read(config);
    if (config != null) {
      SettingsFile.requireRunOf(verb, config);
    }
    schema.getOldNames().replaceIn(options, console::warn);
    if (config != null && !SettingsFile.isRecord(config)) {
      schema.getOldNames().replaceIn(file, console::warn);
    }
    schema.requireNoCode(file, options);
    if (common.printConfig()) {
      streams.out().print(schema.toYaml(options, file));
      return 0;
    }
    S settings = schema.read(options, file);
    return executeAudibly(command, settings, console);
  }

  private static <S extends Record> int executeAudibly(
      Command<S> command, S settings, TerminalConsole console)
      throws IOException, InterruptedException {
    Heartbeat heartbeat = console.isWatched() ? new Heartbeat(console) : null;
    try {
      return command.execute(settings, console);
    } finally {
      if (heartbeat != null) {
        heartbeat.close();
      }
    }
  }

  /** Moves the options of every subcommand out of {@code options}. */
  private static Map<String, GivenValue> takeCommon(Map<String, GivenValue> options) {
    Map<String, GivenValue> common = new LinkedHashMap<>();
    for (SettingDefinition definition : COMMON.getDefinitions()) {
      GivenValue given = options.remove(definition.getName());
      if (given != null) {
        common.put(definition.getName(), given);
      }
    }
    return common;
  }
}
