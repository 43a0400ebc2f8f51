package io.noisette.reproduce.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.failure.UsageException;
import io.noisette.reproduce.result.Outcome;
import io.noisette.run.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Report files of a table in the output directory, rewritten after each finished run. Several
 * tables can share an output directory.
 */
public record TableFiles(Path directory, String table) {

  /** Returns the directory that contains the run directories of all tables. */
  public Path runs() {
    return directory.resolve("runs");
  }

  /** Returns the path of the report with a file name extension, such as {@code md}. */
  public Path file(String extension) {
    return directory.resolve(table + "." + extension);
  }

  /**
   * Creates the output directory.
   *
   * @throws UsageException if it has other content
   */
  public void open() throws IOException {
    if (Files.isDirectory(directory) && !Files.exists(runs())) {
      try (Stream<Path> entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw new UsageException(
              "--output %s is not empty and contains no table; choose another directory"
                  .formatted(directory));
        }
      }
    }
    Files.createDirectories(runs());
  }

  /** Writes the report in all formats, replacing earlier files atomically. */
  public void write(Outcome outcome) throws IOException {
    Report report = Report.of(outcome);
    write("md", MarkdownTable.write(report));
    write("csv", CsvTable.write(outcome));
    write("html", HtmlTable.write(report));
    write("json", JsonResults.write(outcome));
  }

  private void write(String extension, String content) throws IOException {
    DurableFiles.replace(file(extension), content.getBytes(UTF_8));
  }
}
