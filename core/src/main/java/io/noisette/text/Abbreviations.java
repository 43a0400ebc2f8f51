package io.noisette.text;

import java.util.Set;

/**
 * English abbreviations that do not end a sentence, because a name or a number follows. CLDR's list
 * lacks most of them, and ICU misses those that begin a longer entry, such as {@code Lt.}.
 */
final class Abbreviations {

  private static final Set<String> ENGLISH =
      Set.of(
          "Adm.", "Apr.", "Br.", "Cmdr.", "Cpl.", "Dr.", "Drs.", "Eq.", "Fig.", "Figs.", "Fr.",
          "Ft.", "Gen.", "Gov.", "Hon.", "Insp.", "Jul.", "Lt.", "Messrs.", "Mlle.", "Mme.",
          "Msgr.", "Nos.", "Oct.", "Pres.", "Sen.", "St.", "Ste.", "Supt.", "Vol.", "approx.", "c.",
          "ca.", "cf.", "e.g.", "fl.", "i.e.", "p.", "v.");

  private Abbreviations() {}

  /** Returns true if the text up to {@code end} closes with an abbreviation or an initial. */
  static boolean isBefore(String text, int end) {
    int start = end;
    while (start > 0
        && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
      start--;
    }
    String word = text.substring(start, end);
    boolean initial = word.length() == 2 && Character.isUpperCase(word.charAt(0));
    return word.endsWith(".") && ((initial && word.charAt(0) != 'I') || ENGLISH.contains(word));
  }
}
