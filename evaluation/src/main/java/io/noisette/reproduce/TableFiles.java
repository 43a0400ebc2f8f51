package io.noisette.reproduce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.failure.UsageException;
import io.noisette.run.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files of a table in its output directory, whole after each run that ends. */
record TableFiles(Path directory) {

  private static final String RESULTS = "results.json";

  /** Where the runs are. */
  Path runs() {
    return directory.resolve("runs");
  }

  /**
   * Makes the directory.
   *
   * @throws UsageException if it is used for something else
   */
  void open() throws IOException {
    if (Files.isDirectory(directory) && !Files.exists(directory.resolve(RESULTS))) {
      try (Stream<Path> entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw new UsageException("--output " + directory + " is not empty and holds no table");
        }
      }
    }
    Files.createDirectories(directory);
  }

  void write(Outcome outcome) throws IOException {
    Report report = Report.of(outcome);
    write("table.md", MarkdownTable.write(report));
    write("table.csv", CsvTable.write(outcome));
    write("table.html", HtmlTable.write(report));
    write(RESULTS, JsonResults.write(outcome));
  }

  private void write(String name, String content) throws IOException {
    DurableFiles.replace(directory.resolve(name), content.getBytes(UTF_8));
  }
}
