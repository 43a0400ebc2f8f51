package io.noisette.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writer of HTML and embedded SVG. Texts and attribute values are escaped, so texts of a run or
 * corpus are harmless; elements are closed in the required order.
 */
public final class HtmlWriter {

  private final StringBuilder html = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element with a tag and attributes, given as alternating names and values.
   *
   * @param attributes alternating names and values
   */
  public HtmlWriter open(String tag, String... attributes) {
    writeTag(tag, attributes);
    html.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the innermost open element. */
  public HtmlWriter close() {
    html.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Writes an element without content. */
  public HtmlWriter empty(String tag, String... attributes) {
    writeTag(tag, attributes);
    html.append("/>");
    return this;
  }

  /**
   * Writes an element that contains only escaped text.
   *
   * @param attributes alternating names and values
   */
  public HtmlWriter element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Writes text, escaped. */
  public HtmlWriter text(String text) {
    escape(text);
    return this;
  }

  /** Appends the output of another writer unchanged. */
  HtmlWriter append(HtmlWriter part) {
    return trusted(part.toString());
  }

  /** Writes markup without escaping: only resources of this program, never a text of a run. */
  HtmlWriter trusted(String markup) {
    html.append(markup);
    return this;
  }

  /**
   * Returns the HTML written so far.
   *
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException(
          "every HTML element must be closed, but these are open: " + open);
    }
    return html.toString();
  }

  private void writeTag(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException(
          "attributes must alternate names and values, but those of the HTML element "
              + tag
              + " are "
              + attributes.length);
    }
    html.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      html.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      html.append('"');
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      switch (unit) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(isForbidden(unit) ? '\uFFFD' : unit);
      }
    }
  }

  /** Returns true for control characters, which HTML must not contain. */
  private static boolean isForbidden(char unit) {
    return Character.isISOControl(unit) && unit != '\n' && unit != '\t';
  }
}
