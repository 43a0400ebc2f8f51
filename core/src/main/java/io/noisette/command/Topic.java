package io.noisette.command;

/**
 * Headings of {@code noisette --help}, in order of appearance, under which subcommands are listed.
 */
public enum Topic {
  START("Start here"),
  DATA("From text to a corpus"),
  TRAINING("Training"),
  DISTILLATION("Distillation"),
  MODEL("Using a model"),
  RESULTS("Evaluation and results"),
  NOISE("Noise"),
  CHECKS("Checks"),
  MORE("More");

  private final String heading;

  Topic(String heading) {
    this.heading = heading;
  }

  /** Returns the text of the heading. */
  public String getHeading() {
    return heading;
  }
}
