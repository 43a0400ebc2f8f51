package io.noisette.evaluation.task;

import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
