package io.noisette.report;

/** A cell of an HTML table, which is wrapped so that the table fits the page if it can. */
public final class TableCell {

  /** Number of characters of the longest text that is only wrapped between words. */
  private static final int SHORT = 24;

  private TableCell() {}

  /** Writes a cell; a number stays on one line with what follows a plus-minus sign. */
  public static void write(HtmlWriter html, String text) {
    String shown = text.replace(" ± ", "\u00a0±\u00a0").replace(", n ", ", n\u00a0");
    if (text.length() > SHORT) {
      html.element("td", shown, "class", "words");
    } else {
      html.element("td", shown);
    }
  }
}
