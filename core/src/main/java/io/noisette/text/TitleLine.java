package io.noisette.text;

import java.util.regex.Pattern;

/**
 * Title lines {@code = Title =} of WikiText, as opposed to {@code = = Section = =} inside
 * documents.
 */
public final class TitleLine {

  private static final Pattern TITLE = Pattern.compile("= (?!= ).*(?<! =) =");

  private TitleLine() {}

  /** Returns true if a line is the title with which a document begins. */
  public static boolean isTitle(String line) {
    return TITLE.matcher(line.strip()).matches();
  }
}
