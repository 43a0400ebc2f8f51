package io.noisette.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML, and SVG in it. Texts and values of attributes are escaped, so that whatever a run or
 * a corpus says is inert; elements are closed in the order in which they must be.
 */
public final class HtmlWriter {

  private final StringBuilder html = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values by turns
   */
  public HtmlWriter open(String tag, String... attributes) {
    writeTag(tag, attributes);
    html.append('>');
    open.push(tag);
    return this;
  }

  /** Ends the element that was begun last. */
  public HtmlWriter close() {
    html.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element without content. */
  public HtmlWriter empty(String tag, String... attributes) {
    writeTag(tag, attributes);
    html.append("/>");
    return this;
  }

  /** An element of text alone. */
  public HtmlWriter element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  public HtmlWriter text(String text) {
    escape(text);
    return this;
  }

  /** What another writer has written, as it stands. */
  HtmlWriter append(HtmlWriter part) {
    return trusted(part.toString());
  }

  /** Markup of our own, not escaped: a resource of this program, never a text of a run. */
  HtmlWriter trusted(String markup) {
    html.append(markup);
    return this;
  }

  /**
   * All that was written.
   *
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return html.toString();
  }

  private void writeTag(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("an attribute of " + tag + " has no value");
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

  /** Control characters, which a page cannot hold. */
  private static boolean isForbidden(char unit) {
    return Character.isISOControl(unit) && unit != '\n' && unit != '\t';
  }
}
