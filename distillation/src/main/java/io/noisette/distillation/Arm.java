package io.noisette.distillation;

import java.util.Locale;

/** The two students that are compared, which differ only in what they learn from. */
enum Arm {
  /** Learns from the labels only, on the labelled texts, with the same number of steps. */
  ALONE("student alone"),
  /** Learns from the teachers on all texts, and from the labels where there are any. */
  DISTILLED("distilled student");

  private final String title;

  Arm(String title) {
    this.title = title;
  }

  String getTitle() {
    return title;
  }

  /** Returns the name of the directory with its runs. */
  String getDirectoryName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
