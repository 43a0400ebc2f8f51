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
 * A page that needs nothing from elsewhere: its own policy forbids that it loads anything. It
 * follows the light or the dark of its reader.
 */
public final class HtmlPage {

  private final HtmlWriter html = new HtmlWriter();

  /**
   * Begins a page.
   *
   * @param verb of the command line that writes it
   * @param state said beside the title; empty for none
   */
  public HtmlPage(String title, String verb, String state) {
    String script = resource("report.js");
    html.trusted("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
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

  /** Where what stands between title and foot is written. */
  public HtmlWriter getHtml() {
    return html;
  }

  /**
   * Ends the page.
   *
   * @param footer said behind the version of Noisette
   * @return all of it
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
        throw new IllegalStateException(name + " is not on the class path");
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
