package io.noisette.distillation.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.evaluation.task.TaskExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnlabelledTextsTest {

  @TempDir private Path directory;

  @Test
  void anObjectOfJsonLinesIsOneText() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("texts.jsonl"),
            "{\"text\": \"Great film.\\n\\nBut too long.\"}\n\n{\"text\": \"Fine.\"}\n");
    List<TaskExample> examples = UnlabelledTexts.read(file, false).examples();
    assertEquals(
        List.of("Great film. But too long.", "Fine."),
        examples.stream().map(TaskExample::text).toList());
  }

  @Test
  void aLineOfOtherTextIsOneText() throws IOException {
    Path file = Files.writeString(directory.resolve("texts.txt"), "one\n \ntwo \n");
    List<TaskExample> examples = UnlabelledTexts.read(file, false).examples();
    assertEquals(List.of("one", "two "), examples.stream().map(TaskExample::text).toList());
  }
}
