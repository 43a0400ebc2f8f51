package io.noisette.evaluation.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a task, and the file that describes it, may hold anything. */
final class HostileTaskTest {

  @TempDir private Path directory;

  @Test
  void hostileColumns() throws IOException {
    String rows = "0\tIt rained \u2615.\t\"It\" rained.\tentailment\n".repeat(3);
    Path file =
        Files.writeString(
            directory.resolve("dev.tsv"), "index\tsentence1\tsentence2\tlabel\n" + rows);
    new HostileFile(file).tenThousandTimes().assertNothingElseHappens(() -> read("rte"));
  }

  @Test
  void hostileScores() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("dev.tsv"), "sentence1\tsentence2\tscore\na\tb\t2.5\nc\td\t1e0\n");
    new HostileFile(file).assertNothingElseHappens(() -> read("stsb"));
  }

  @Test
  void hostileLinesOfJson() throws IOException {
    String row = "{\"premise\": \"\\u00e9 a\", \"x\": [{}], \"hypothesis\": \"b\", \"label\": 2}\n";
    Path file = Files.writeString(directory.resolve("dev_matched.jsonl"), row.repeat(3));
    new HostileFile(file).assertNothingElseHappens(() -> read("mnli"));
  }

  /** A file with its ending in the description may lie there compressed. */
  @Test
  void aHostileCompressedFile() throws IOException {
    Path description =
        Files.writeString(
            directory.resolve("task.yaml"),
            "text: a\nlabel: b\nlabels: [x, y]\ndev: dev.tsv\nmetrics: [acc]\n");
    Path file = directory.resolve("dev.tsv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a\tb\none\tx\ntwo\ty\n".getBytes(UTF_8));
    }
    new HostileFile(file).assertNothingElseHappens(() -> read(description.toString()));
  }

  @Test
  void aHostileDescription() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("task.yaml"),
            "text: sentence # the text\nlabel: 2\nlabels: [a, 'b']\ndev: dev.tsv\nmetrics: [f1]\n");
    new HostileFile(file)
        .assertNothingElseHappens(() -> Objects.requireNonNull(TaskLookup.find(file.toString())));
  }

  private void read(String task) throws IOException {
    List<TaskExamples> unused =
        new TaskReader(TaskLookup.find(task), directory, warning -> {}).read(Split.DEV);
  }
}
