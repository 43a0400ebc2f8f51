package io.noisette.reproduce;

import java.util.Locale;

/** What a table may need from the user: an option of {@code reproduce} that its recipe has too. */
enum Input {
  DATA("the directory with the data sets of the tasks"),
  MODEL("the model to begin with"),
  CORPUS("the corpus to train on"),
  VALIDATION("the corpus to measure on");

  private final String help;

  Input(String help) {
    this.help = help;
  }

  String getHelp() {
    return help;
  }

  /** The option without hyphens. */
  String getName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
