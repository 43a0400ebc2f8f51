package io.noisette.quickstart;

import java.util.regex.Pattern;

/** Quoting of words for shell commands. */
final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellWord() {}

  /** Returns the word in single quotes, or unchanged if it needs none. */
  static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
