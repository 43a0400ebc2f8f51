package io.noisette.evaluation.text;

import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Porter's stemmer (1980) with the extensions of NLTK's default mode, which Google's ROUGE uses:
 * some irregular words, and other conditions in a few steps. Digits are consonants.
 */
public final class PorterStemmer {

  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("skies", "sky"),
          Map.entry("sky", "sky"),
          Map.entry("dying", "die"),
          Map.entry("lying", "lie"),
          Map.entry("tying", "tie"),
          Map.entry("news", "news"),
          Map.entry("innings", "inning"),
          Map.entry("inning", "inning"),
          Map.entry("outings", "outing"),
          Map.entry("outing", "outing"),
          Map.entry("cannings", "canning"),
          Map.entry("canning", "canning"),
          Map.entry("howe", "howe"),
          Map.entry("proceed", "proceed"),
          Map.entry("exceed", "exceed"),
          Map.entry("succeed", "succeed"));

  private static final String[][] STEP_2 = {
    {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"},
    {"bli", "ble"}, {"alli", "al"}, {"entli", "ent"}, {"eli", "e"}, {"ousli", "ous"},
    {"ization", "ize"}, {"ation", "ate"}, {"ator", "ate"}, {"alism", "al"}, {"iveness", "ive"},
    {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"}, {"iviti", "ive"}, {"biliti", "ble"},
    {"fulli", "ful"}
  };

  private static final String[][] STEP_3 = {
    {"icate", "ic"},
    {"ative", ""},
    {"alize", "al"},
    {"iciti", "ic"},
    {"ical", "ic"},
    {"ful", ""},
    {"ness", ""}
  };

  private static final String[] STEP_4 = {
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
    "ism", "ate", "iti", "ous", "ive", "ize"
  };

  private PorterStemmer() {}

  /** Returns the stem of a lower-case word. */
  public static String stem(String word) {
    String irregular = IRREGULAR.get(word);
    if (irregular != null) {
      return irregular;
    }
    return word.length() <= 2 ? word : step5(step4(step3(step2(step1c(step1b(step1a(word)))))));
  }

  /** Plurals. */
  private static String step1a(String word) {
    if (word.endsWith("ies")) {
      return cut(word, word.length() == 4 ? 1 : 2);
    }
    if (word.endsWith("sses")) {
      return cut(word, 2);
    }
    return word.endsWith("s") && !word.endsWith("ss") ? cut(word, 1) : word;
  }

  /** Past tense and participles. */
  private static String step1b(String word) {
    if (word.endsWith("ied")) {
      return cut(word, word.length() == 4 ? 1 : 2);
    }
    if (word.endsWith("eed")) {
      return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
    }
    String stem = word.endsWith("ed") ? cut(word, 2) : word.endsWith("ing") ? cut(word, 3) : "";
    return hasVowel(stem) ? repair(stem) : word;
  }

  /** Gives a stem back what the ending took. */
  private static String repair(String stem) {
    if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
      return stem + "e";
    }
    char last = stem.charAt(stem.length() - 1);
    if (endsWithDoubleConsonant(stem)) {
      return "lsz".indexOf(last) < 0 ? cut(stem, 1) : stem;
    }
    return measure(stem) == 1 && isShort(stem) ? stem + "e" : stem;
  }

  private static String step1c(String word) {
    String stem = cut(word, 1);
    boolean turns = word.endsWith("y") && stem.length() > 1 && isConsonant(stem, stem.length() - 1);
    return turns ? stem + "i" : word;
  }

  private static String step2(String word) {
    if (word.endsWith("alli") && measure(cut(word, 4)) > 0) {
      return step2(cut(word, 2));
    }
    String replaced = replace(word, STEP_2, stem -> measure(stem) > 0);
    if (replaced != null) {
      return replaced;
    }
    // The published code counts the l of "logi" as part of the stem.
    return word.endsWith("logi") && measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
  }

  private static String step3(String word) {
    String replaced = replace(word, STEP_3, stem -> measure(stem) > 0);
    return replaced == null ? word : replaced;
  }

  private static String step4(String word) {
    for (String suffix : STEP_4) {
      if (word.endsWith(suffix)) {
        String stem = cut(word, suffix.length());
        boolean fits = !suffix.equals("ion") || stem.endsWith("s") || stem.endsWith("t");
        return fits && measure(stem) > 1 ? stem : word;
      }
    }
    return word;
  }

  /** A last e, and a double l. */
  private static String step5(String word) {
    String result = word;
    if (word.endsWith("e")) {
      String stem = cut(word, 1);
      int measure = measure(stem);
      result = measure > 1 || (measure == 1 && !isShort(stem)) ? stem : word;
    }
    return result.endsWith("ll") && measure(cut(result, 1)) > 1 ? cut(result, 1) : result;
  }

  /** Replaces the first suffix of a list that fits, if its condition holds; null if none fits. */
  private static @Nullable String replace(
      String word, String[][] rules, Predicate<String> condition) {
    for (String[] rule : rules) {
      if (word.endsWith(rule[0])) {
        String stem = cut(word, rule[0].length());
        return condition.test(stem) ? stem + rule[1] : word;
      }
    }
    return null;
  }

  private static String cut(String word, int letters) {
    return word.substring(0, Math.max(0, word.length() - letters));
  }

  /** Porter's m: how often a vowel is followed by a consonant. */
  private static int measure(String stem) {
    int measure = 0;
    for (int i = 1; i < stem.length(); i++) {
      if (isConsonant(stem, i) && !isConsonant(stem, i - 1)) {
        measure++;
      }
    }
    return measure;
  }

  /** A y is a consonant at the start and after a vowel, where a y may be that vowel. */
  private static boolean isConsonant(String word, int i) {
    int start = i;
    while (start > 0 && word.charAt(start) == 'y') {
      start--;
    }
    boolean consonant = "aeiou".indexOf(word.charAt(start)) < 0;
    return consonant == ((i - start) % 2 == 0);
  }

  private static boolean hasVowel(String stem) {
    for (int i = 0; i < stem.length(); i++) {
      if (!isConsonant(stem, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWithDoubleConsonant(String word) {
    int last = word.length() - 1;
    return last > 0 && word.charAt(last) == word.charAt(last - 1) && isConsonant(word, last);
  }

  /** Porter's *o: consonant, vowel and consonant but w, x, y; or just a vowel and a consonant. */
  private static boolean isShort(String word) {
    int last = word.length() - 1;
    if (last == 1) {
      return !isConsonant(word, 0) && isConsonant(word, 1);
    }
    return last > 1
        && isConsonant(word, last)
        && !isConsonant(word, last - 1)
        && isConsonant(word, last - 2)
        && "wxy".indexOf(word.charAt(last)) < 0;
  }
}
