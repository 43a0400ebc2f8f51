package io.noisette.command;

import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Parser of the arguments of a subcommand, which are {@code --name} forms, never abbreviated. */
final class OptionParser {

  private static final String NEGATION = "no-";
  private static final Pattern OPTION =
      Pattern.compile("--([a-zA-Z][\\w-]*)(=.*)?", Pattern.DOTALL);

  private final Map<String, SettingDefinition> named = new LinkedHashMap<>();
  private final Map<String, SettingDefinition> accepted = new LinkedHashMap<>(); // and old names
  private final List<SettingDefinition> positional = new ArrayList<>();

  OptionParser(List<SettingDefinition> definitions) {
    for (SettingDefinition definition : definitions) {
      if (definition.isPositional()) {
        positional.add(definition);
      } else if (named.put(definition.getName(), definition) != null) {
        throw new IllegalStateException(
            "a subcommand must not define "
                + definition.getSubject()
                + ", which every subcommand has already");
      }
    }
    accepted.putAll(named);
    for (SettingDefinition definition : named.values()) {
      if (definition.getAlias() != null) {
        accepted.putIfAbsent(definition.getAlias(), definition);
      }
    }
  }

  /** Returns the values by option as typed, which may be the old name of a setting. */
  Map<String, GivenValue> parse(List<String> arguments) {
    CommandLine line = split(arguments);
    Map<String, GivenValue> values = new LinkedHashMap<>();
    for (Option option : line.getOptions()) {
      GivenValue given = givenValue(option);
      GivenValue earlier = values.put(nameOf(option), given);
      if (earlier != null) {
        values.put(nameOf(option), join(option, earlier, given));
      }
    }
    assignPositional(line.getArgList(), values);
    return values;
  }

  /**
   * Refuses options that do not exist. Otherwise the parser takes one for a value of the option
   * before it, whatever that is; a value that looks like an option is given as {@code --name=--x}.
   */
  private void requireKnown(List<String> arguments) {
    for (String argument : arguments) {
      if (argument.equals("--")) {
        return; // only values follow
      }
      Matcher option = OPTION.matcher(argument);
      if (option.matches() && !isKnown(option.group(1))) {
        throw new UsageException(describeUnknown(option.group(1)));
      }
    }
  }

  private boolean isKnown(String name) {
    if (accepted.containsKey(name)) {
      return true;
    }
    SettingDefinition negated =
        name.startsWith(NEGATION) ? accepted.get(name.substring(NEGATION.length())) : null;
    return negated != null && negated.isFlag();
  }

  private String describeUnknown(String name) {
    String foreign = ForeignNames.hintForOption(name, named.keySet());
    String hint =
        foreign.isEmpty()
            ? Suggestion.forTypo(name, named.keySet()).replace("mean ", "mean --")
            : foreign;
    return "unknown option --" + name + hint;
  }

  private CommandLine split(List<String> arguments) {
    requireKnown(arguments);
    DefaultParser parser =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .setStripLeadingAndTrailingQuotes(false)
            .build();
    try {
      return parser.parse(options(), arguments.toArray(String[]::new));
    } catch (UnrecognizedOptionException e) {
      String name = e.getOption().replaceFirst("^-+", "").replaceFirst("=.*", "");
      throw new UsageException(describeUnknown(name), e);
    } catch (MissingArgumentException e) {
      String name = e.getOption().getLongOpt();
      throw new UsageException("--" + name + " needs a value: " + placeholder(name), e);
    } catch (ParseException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private Options options() {
    Options options = new Options();
    for (Map.Entry<String, SettingDefinition> entry : accepted.entrySet()) {
      SettingDefinition definition = entry.getValue();
      Option.Builder option = Option.builder().longOpt(entry.getKey());
      if (definition.isFlag()) {
        options.addOption(Option.builder().longOpt(NEGATION + entry.getKey()).build());
      } else if (definition.isList()) {
        option.hasArgs();
      } else {
        option.hasArg();
      }
      options.addOption(option.build());
    }
    return options;
  }

  private String placeholder(String name) {
    SettingDefinition definition = accepted.get(name);
    return definition == null ? "" : definition.getPlaceholder();
  }

  private String nameOf(Option option) {
    return isNegation(option)
        ? option.getLongOpt().substring(NEGATION.length())
        : option.getLongOpt();
  }

  private boolean isNegation(Option option) {
    return !accepted.containsKey(option.getLongOpt());
  }

  private GivenValue givenValue(Option option) {
    List<String> texts =
        option.hasArg() ? option.getValuesList() : List.of(String.valueOf(!isNegation(option)));
    return new GivenValue("--" + option.getLongOpt(), texts);
  }

  /**
   * Joins parts of a list, which may be given in several parts; any other option given twice is an
   * error.
   */
  private static GivenValue join(Option option, GivenValue earlier, GivenValue later) {
    if (!option.hasArgs() || earlier.texts() == null || later.texts() == null) {
      throw new UsageException(later.subject() + " is given twice");
    }
    List<String> texts = new ArrayList<>(earlier.texts());
    texts.addAll(later.texts());
    return new GivenValue(later.subject(), texts);
  }

  private void assignPositional(List<String> arguments, Map<String, GivenValue> values) {
    int next = 0;
    for (SettingDefinition definition : positional) {
      int end = definition.isList() ? arguments.size() : Math.min(next + 1, arguments.size());
      if (next < end) {
        List<String> texts = arguments.subList(next, end);
        values.put(definition.getName(), new GivenValue(definition.getSubject(), texts));
      }
      next = end;
    }
    if (next < arguments.size()) {
      throw new UsageException(
          String.format(
              Locale.ROOT, "unexpected argument '%s'; options start with --", arguments.get(next)));
    }
  }
}
