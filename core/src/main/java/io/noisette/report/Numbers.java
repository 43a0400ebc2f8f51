package io.noisette.report;

import java.util.Locale;

/** Formatting of numbers for readers. */
final class Numbers {

  private static final int MOST_DECIMALS = 5;

  private Numbers() {}

  /** Formats a count with separators, such as {@code 2,004}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Formats a count briefly, such as {@code 950}, {@code 12.3 k} or {@code 2.05 M}. */
  static String brief(double number) {
    String[] units = {"", " k", " M", " G", " T"};
    double rest = number;
    int unit = 0;
    double limit = 10_000;
    while (rest >= limit && unit < units.length - 1) {
      limit = 1000;
      rest /= 1000;
      unit++;
    }
    return unit == 0
        ? count(Math.round(number))
        : String.format(
            Locale.ROOT,
            rest < 10 ? "%.2f%s" : rest < 100 ? "%.1f%s" : "%.0f%s",
            rest,
            units[unit]);
  }

  /** Formats a measured number with four significant digits; a dash if it is not finite. */
  static String figure(double number) {
    if (!Double.isFinite(number)) {
      return "–";
    }
    double size = Math.abs(number);
    if (size == 0) {
      return "0";
    }
    if (size < 0.001) {
      return scientific(number, 2);
    }
    int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%,." + Math.min(digits, MOST_DECIMALS) + "f", number);
  }

  /** Formats a fraction as a percentage with one decimal place. */
  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "–";
  }

  /** Formats an axis label as briefly as is exact. */
  static String tick(double number) {
    double size = Math.abs(number);
    if (size >= 1_000_000) {
      return trim(number / 1_000_000) + "M";
    }
    if (size >= 10_000) {
      return trim(number / 1000) + "k";
    }
    if (size > 0 && size < 0.00095) {
      return scientific(number, 1);
    }
    return trim(number);
  }

  private static String trim(double number) {
    String text = String.format(Locale.ROOT, "%,." + MOST_DECIMALS + "f", number);
    return text.replaceFirst("\\.?0+$", "");
  }

  private static String scientific(double number, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "e", number);
    return text.replaceFirst("\\.?0*e", "e")
        .replaceFirst("e([+-])0*(?=\\d)", "e$1")
        .replace("e+", "e");
  }
}
