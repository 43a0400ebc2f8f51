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
 * The files of a table in its output directory, whole after each run that ends. Other tables may
 * have theirs beside them.
 */
public record TableFiles(Path directory, String table) {

  /** Where the runs are. */
  public Path runs() {
    return directory.resolve("runs");
  }

  /** The table in one of its formats. */
  public Path file(String extension) {
    return directory.resolve(table + "." + extension);
  }

  /**
   * Makes the directory.
   *
   * @throws UsageException if it is used for something else
   */
  public void open() throws IOException {
    if (Files.isDirectory(directory) && !Files.exists(runs())) {
      try (Stream<Path> entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw new UsageException("--output " + directory + " is not empty and holds no table");
        }
      }
    }
    Files.createDirectories(runs());
  }

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
