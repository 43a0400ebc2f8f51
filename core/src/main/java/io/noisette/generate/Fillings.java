package io.noisette.generate;

import java.util.regex.Pattern;

/** Shows in brackets what a completion puts in the place of the masks of a text. */
public final class Fillings {

  // Spaces around a mask are the tokenizer's to keep or to take, so they are not compared.
  private static final Pattern MASK = Pattern.compile("\\s*<mask>\\s*");

  private Fillings() {}

  /** The completion with brackets, or as it is if it changes the text between the masks. */
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
