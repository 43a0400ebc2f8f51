package io.noisette.reproduce.table;

import io.noisette.failure.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number from a paper, as printed and as a value.
 *
 * @param text the text of the cell, with its spread, such as {@code 69.67 (1.2)}
 * @param value the number at the start of the text
 */
public record PaperNumber(String text, double value) {

  private static final Pattern FORM = Pattern.compile("(-?\\d+(\\.\\d+)?)( .*)?");

  /**
   * Parses a number as printed in a paper; {@code subject} names its place in the file, for error
   * messages.
   */
  public static PaperNumber parse(String subject, String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new UsageException(
          subject
              + " must be a number, optionally followed by a space and text, such as 69.67 (1.2),"
              + " not '"
              + text
              + "'");
    }
    return new PaperNumber(text, Double.parseDouble(form.group(1)));
  }
}
