package io.noisette.report;

import io.noisette.run.RunFacts;
import io.noisette.run.RunRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables of the contents of {@code run.json}: settings and provenance. */
final class RunTables {

  private static final int SHOWN_DIGITS = 16; // digits of a SHA-256; run.json has all of them

  private final HtmlWriter html;

  RunTables(HtmlWriter html) {
    this.html = html;
  }

  /**
   * Writes the table of settings.
   *
   * @param changed names of the settings that differ from the defaults
   */
  void writeSettings(RunRecord run, Set<String> changed) {
    openSection("settings", "Settings");
    if (!changed.isEmpty()) {
      html.element(
          "p",
          "Marked settings differ from the defaults of the subcommand and its preset.",
          "class",
          "note");
    }
    html.open("dl", "class", "pairs columns");
    run.settings()
        .forEach(
            (name, value) -> {
              html.open("div", "class", changed.contains(name) ? "changed" : "");
              String note = isUnused(run, name) ? " (not used)" : "";
              html.element("dt", name).element("dd", show(value) + note).close();
            });
    html.close().close();
  }

  void writeProvenance(RunRecord run) {
    openSection("provenance", "Provenance");
    html.open("div", "class", "tables");
    writePairs("Versions", run.versions());
    writePairs("Machine", run.machine());
    writePairs(
        "SHA-256",
        run.digests().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> abbreviate(entry.getValue()),
                    (a, b) -> a,
                    java.util.LinkedHashMap::new)));
    html.close();
    html.element("h3", "Sessions");
    html.open("ol", "class", "sessions");
    run.sessions().forEach(this::writeSession);
    html.close().close();
  }

  private void openSection(String id, String title) {
    html.open("section", "id", id).element("h2", title);
  }

  private void writePairs(String title, Map<String, String> pairs) {
    html.open("div").element("h3", title).open("dl", "class", "pairs");
    pairs.forEach(
        (name, value) -> html.open("div").element("dt", name).element("dd", value).close());
    html.close().close();
  }

  private void writeSession(RunRecord.Session session) {
    html.open("li").element("time", session.started(), "datetime", session.started());
    html.text(
        session.fromStep() == 0
            ? " from the beginning"
            : " from step " + Numbers.count(session.fromStep()));
    List<String> changes = session.changes();
    if (!changes.isEmpty()) {
      html.text("; " + String.join("; ", changes));
    }
    html.close();
  }

  /** Returns whether a setting has no effect in a run because of the run's other settings. */
  static boolean isUnused(RunRecord run, String setting) {
    RunFacts facts = run.facts();
    return facts != null && facts.unused().contains(setting);
  }

  /** Formats a value as a user would write it. */
  static String show(@Nullable Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().map(RunTables::show).collect(Collectors.joining(", "));
    }
    if (value instanceof Double number) {
      return number.toString().replace(".0E", "e").replace('E', 'e').replaceFirst("\\.0$", "");
    }
    return value == null ? "–" : value.toString();
  }

  static String abbreviate(String digest) {
    return digest.length() <= SHOWN_DIGITS ? digest : digest.substring(0, SHOWN_DIGITS) + "…";
  }
}
