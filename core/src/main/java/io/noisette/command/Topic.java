package io.noisette.command;

/** Under which heading {@code --help} lists a verb; headings appear in this order. */
public enum Topic {
  START("Start here"),
  DATA("From text to a corpus"),
  TRAINING("Training"),
  MODEL("Using a model"),
  NOISE("Noise"),
  CHECKS("Checks"),
  MORE("More");

  private final String heading;

  Topic(String heading) {
    this.heading = heading;
  }

  public String getHeading() {
    return heading;
  }
}
