package io.noisette.text;

import java.util.regex.Pattern;

/**
 * Recognizes the title lines {@code = Title =} of WikiText, which begin a document, as opposed to
 * {@code = = Section = =}.
 */
public final class TitleLine {

  private static final Pattern TITLE = Pattern.compile("= (?!= ).*(?<! =) =");

  private TitleLine() {}

  /** Returns true if a line is the title with which a document begins. */
  public static boolean isTitle(String line) {
    return TITLE.matcher(line.strip()).matches();
  }
}
