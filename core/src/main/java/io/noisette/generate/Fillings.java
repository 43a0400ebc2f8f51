package io.noisette.generate;

import java.util.regex.Pattern;

/** Marks, with brackets, the parts of a completion that replace the masks of a text. */
public final class Fillings {

  // Tokenizers may drop or keep spaces around a mask, so spaces are not compared.
  private static final Pattern MASK = Pattern.compile("\\s*<mask>\\s*");

  private Fillings() {}

  /**
   * Returns the completion with brackets around filled-in text, or unchanged if it differs from the
   * text outside the masks.
   */
  public static String mark(String text, String completion) {
    String[] kept = MASK.split(text.strip(), -1);
    if (!completion.startsWith(kept[0])) {
      return completion;
    }
    StringBuilder marked = new StringBuilder(kept[0]);
    int at = kept[0].length();
    for (int i = 1; i < kept.length; i++) {
      boolean last = i == kept.length - 1;
      int end = last ? completion.length() - kept[i].length() : completion.indexOf(kept[i], at);
      if (end < at || !completion.startsWith(kept[i], end)) {
        return completion;
      }
      marked.append(bracketed(completion.substring(at, end))).append(kept[i]);
      at = end + kept[i].length();
    }
    return at == completion.length() ? marked.toString() : completion;
  }

  private static String bracketed(String filling) {
    String words = filling.strip();
    if (words.isEmpty()) {
      return filling;
    }
    int start = filling.indexOf(words);
    return filling.substring(0, start)
        + "["
        + words
        + "]"
        + filling.substring(start + words.length());
  }
}
