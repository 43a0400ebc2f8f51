package io.noisette.text;

import java.util.regex.Pattern;

/**
 * Decimal numbers in data files. Java's own parsers also take {@code 4f}, {@code 0x1p1}, {@code
 * NaN} and {@code Infinity}, which are no numbers to other programs, or none to compute with.
 */
public final class DecimalText {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d++)?");

  private DecimalText() {}

  /**
   * Returns the number, or NaN if the text is not a decimal number; spaces around it are ignored.
   */
  public static double parse(String text) {
    String number = WhiteSpace.strip(text);
    return DECIMAL.matcher(number).matches() ? Double.parseDouble(number) : Double.NaN;
  }
}
