package io.noisette.reproduce.report;

import io.noisette.report.HtmlPage;
import io.noisette.report.HtmlWriter;
import io.noisette.report.TableCell;
import java.util.List;

/** Writer of the table as a self-contained HTML page with charts. */
public final class HtmlTable {

  private final HtmlPage page;
  private final HtmlWriter html;
  private final Report report;

  private HtmlTable(Report report) {
    this.report = report;
    this.page = new HtmlPage(report.title(), "reproduce", report.state());
    this.html = page.getHtml();
  }

  /** Returns the report as an HTML page. */
  public static String write(Report report) {
    return new HtmlTable(report).write();
  }

  private String write() {
    write("numbers", report.numbers());
    html.open("section", "id", "legend");
    report.legend().forEach(line -> html.element("p", line, "class", "note"));
    html.close();
    writeCharts();
    if (!report.choices().isEmpty()) {
      openSection("choices", "Chosen options");
      write("options that were chosen among several values", report.choices());
      html.close();
    }
    if (!report.differences().isEmpty()) {
      openSection("differences", "Differences from the paper");
      write("settings that differ from the paper", report.differences());
      html.close();
    }
    if (!report.notes().isEmpty()) {
      openSection("notes", "What this shows and what it does not");
      html.open("ul");
      report.notes().forEach(note -> html.element("li", note));
      html.close().close();
    }
    return page.close(
        "The JSON file beside this page has the numbers and the settings of every run.");
  }

  private void writeCharts() {
    if (!report.charts().isEmpty()) {
      openSection("figure", "As a figure");
      html.element(
          "p",
          "Two charts, because the numbers are of different models: compare the shapes. Error bars"
              + " are one sample standard deviation.",
          "class",
          "note");
      html.open("div", "class", "charts");
      report.charts().forEach(chart -> chart.draw(html));
      html.close().close();
    }
  }

  private void openSection(String id, String title) {
    html.open("section", "id", id).element("h2", title);
  }

  /** Writes a grid that scrolls sideways, also with the keyboard, where the screen is narrow. */
  private void write(String label, Grid grid) {
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", label);
    html.open("table").open("thead").open("tr");
    grid.headings().forEach(heading -> html.element("th", heading, "scope", "col"));
    html.close().close().open("tbody");
    for (List<String> row : grid.rows()) {
      html.open("tr");
      for (int i = 0; i < row.size(); i++) {
        if (i < grid.labels()) {
          html.element("th", row.get(i), "scope", "row");
        } else {
          TableCell.write(html, row.get(i));
        }
      }
      html.close();
    }
    html.close().close().close();
  }
}
