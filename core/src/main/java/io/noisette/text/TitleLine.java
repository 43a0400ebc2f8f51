package io.noisette.text;

import java.util.regex.Pattern;

/** {@code = Title =}, but not {@code = = Section = =}, which WikiText has inside documents. */
public final class TitleLine {

  private static final Pattern TITLE = Pattern.compile("= (?!= ).*(?<! =) =");

  private TitleLine() {}

  /** Whether a line is the title with which a document begins. */
  public static boolean isTitle(String line) {
    return TITLE.matcher(line.strip()).matches();
  }
}
