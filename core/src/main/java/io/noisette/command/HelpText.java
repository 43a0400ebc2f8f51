package io.noisette.command;

import io.noisette.settings.SettingDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Texts of {@code --help}, at most 100 columns wide. */
final class HelpText {

  private static final int COLUMNS = 100;
  private static final int INDENT = 32;
  private static final String MAIN_PATH =
      """
      Noisette: pretraining and fine-tuning of language models on the JVM.

      Usage: noisette SUBCOMMAND [options]

      From text to a pretrained BART:
        noisette tokenizer-train --text FILE… --vocab-size 8192 --output tokenizer.json
        noisette prepare --text FILE… --tokenizer tokenizer.json --output corpus
        noisette bart-pretrain --corpus corpus --output runs/first
      """;
  private static final String FOOTER =
      """

      noisette SUBCOMMAND --help explains one of them. noisette --version prints versions.
      """;

  private HelpText() {}

  static String ofAll(Map<String, Command<?>> commands) {
    StringBuilder text = new StringBuilder(MAIN_PATH);
    for (Topic topic : Topic.values()) {
      String heading = "\n" + topic.getHeading() + ":\n";
      for (Map.Entry<String, Command<?>> verb : commands.entrySet()) {
        if (verb.getValue().getTopic() == topic) {
          text.append(heading).append(row(verb.getKey(), verb.getValue().getSummary(), 20));
          heading = "";
        }
      }
    }
    return text.append(FOOTER).toString();
  }

  static String ofVerb(
      String verb,
      Command<?> command,
      List<SettingDefinition> settings,
      List<SettingDefinition> common) {
    StringBuilder text = new StringBuilder(usage(verb, settings));
    text.append('\n').append(String.join("\n", wrap(command.getSummary(), COLUMNS))).append('\n');
    if (!settings.isEmpty()) {
      text.append("\nOptions:\n");
      settings.forEach(setting -> text.append(row(setting)));
    }
    text.append("\nOptions of every subcommand:\n");
    common.forEach(setting -> text.append(row(setting)));
    command.getVariants().forEach(variants -> text.append(list(verb, variants)));
    String details = command.getDetails().strip();
    return details.isEmpty() ? text.toString() : text + "\n" + details + "\n";
  }

  private static String list(String verb, Variants variants) {
    String option = "--" + variants.option();
    StringBuilder text = new StringBuilder("\nValues of " + option + ":\n");
    variants
        .commands()
        .forEach((value, variant) -> text.append(row(value, variant.getSummary(), 20)));
    return text
        + String.format(
            Locale.ROOT, "\nnoisette %s %s NAME --help lists the options of each.\n", verb, option);
  }

  private static String usage(String verb, List<SettingDefinition> settings) {
    List<String> words = new ArrayList<>();
    settings.stream()
        .filter(SettingDefinition::isPositional)
        .map(HelpText::form)
        .forEach(words::add);
    settings.stream()
        .filter(setting -> setting.isRequired() && !setting.isPositional())
        .map(HelpText::form)
        .forEach(words::add);
    words.add("[options]");
    String start = "Usage: noisette " + verb + " ";
    List<String> lines = wrap(String.join(" ", words), COLUMNS - start.length());
    return start + String.join("\n" + " ".repeat(start.length()), lines) + "\n";
  }

  /** Returns a setting as it is written on the command line, such as {@code --steps N}. */
  private static String form(SettingDefinition setting) {
    if (setting.isPositional()) {
      return setting.isRequired() ? setting.getSubject() : "[" + setting.getSubject() + "]";
    }
    if (setting.isFlag()) {
      boolean on = setting.getDefaultText().equals("true");
      return on ? "--[no-]" + setting.getName() : setting.getSubject();
    }
    return setting.getSubject() + " " + setting.getPlaceholder();
  }

  private static String row(SettingDefinition setting) {
    String help = setting.getHelp();
    if (setting.isRequired()) {
      help += " (required)";
    } else if (!setting.getDefaultText().isEmpty() && !setting.isFlag()) {
      help += " (default " + setting.getDefaultText() + ")";
    } else if (setting.isByPreset()) {
      help += " (default: the preset's)";
    }
    return row(form(setting), help, INDENT);
  }

  /** Formats two columns; a left entry that is too long gets a line of its own. */
  private static String row(String left, String right, int indent) {
    StringBuilder row = new StringBuilder("  ").append(left);
    boolean own = row.length() > indent - 2;
    row.append(own ? "\n" + " ".repeat(indent) : " ".repeat(indent - row.length()));
    List<String> lines = wrap(right, COLUMNS - indent);
    return row + String.join("\n" + " ".repeat(indent), lines) + "\n";
  }

  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
