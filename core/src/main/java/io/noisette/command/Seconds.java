package io.noisette.command;

/** Formats durations as text for users. */
public final class Seconds {

  private Seconds() {}

  /** Formats a number of seconds, such as {@code 7 s}, {@code 2 min 5 s} or {@code 3 h 20 min}. */
  public static String describe(double exact) {
    long seconds = Math.round(exact);
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }
}
