package io.noisette.reproduce.table;

import io.noisette.failure.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the paper prints in a cell.
 *
 * @param text as printed, with its spread, such as {@code 69.67 (1.2)}
 * @param value the number at its beginning
 */
public record PaperNumber(String text, double value) {

  private static final Pattern FORM = Pattern.compile("(-?\\d+(\\.\\d+)?)( .*)?");

  public static PaperNumber parse(String subject, String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new UsageException(
          subject
              + " must be a number, and after a space what the paper says of it, not '"
              + text
              + "'");
    }
    return new PaperNumber(text, Double.parseDouble(form.group(1)));
  }
}
