package io.noisette.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.build.BuildInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * A self-contained HTML page: its content security policy forbids loading anything. It follows the
 * reader's light or dark mode.
 */
public final class HtmlPage {

  /** First line of every page. */
  static final String BEGINNING = "<!DOCTYPE html>";

  private final HtmlWriter html = new HtmlWriter();

  /**
   * Begins a page with a title, the subcommand that writes it, and a text about its state.
   *
   * @param title title of the page
   * @param verb subcommand that writes the page
   * @param state text next to the title; empty for none
   */
  public HtmlPage(String title, String verb, String state) {
    String script = resource("report.js");
    html.trusted(BEGINNING + "\n").open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        String.format(
            Locale.ROOT,
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'",
            digest(script)));
    html.element("title", title + " · " + verb + " · Noisette");
    html.open("style").trusted(resource("report.css")).close().close();
    html.open("body").open("main").open("header");
    html.element("p", "Noisette · " + verb, "class", "verb").element("h1", title);
    if (!state.isEmpty()) {
      html.element("span", state, "class", "state");
    }
    html.close();
  }

  /** Returns the writer for the content of the page, between title and footer. */
  public HtmlWriter getHtml() {
    return html;
  }

  /**
   * Ends the page with a footer and returns its HTML.
   *
   * @param footer text after the version of Noisette in the footer
   */
  public String close(String footer) {
    html.element("footer", "Noisette " + BuildInfo.load().version() + ". " + footer);
    html.close();
    html.open("script").trusted(resource("report.js")).close();
    return html.close().close() + "\n";
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            name + " is missing from the class path: build or install Noisette again");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String script) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
