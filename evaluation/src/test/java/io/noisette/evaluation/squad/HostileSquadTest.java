package io.noisette.evaluation.squad;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Data sets in SQuAD's format, and predictions for them, may hold anything. */
final class HostileSquadTest {

  private static final String QUESTIONS =
      """
      {"version": "v2.0", "data": [{"title": "Cats", "paragraphs": [
        {"context": "\u2615 A cat sat.", "qas": [
          {"id": "q1", "question": "Who sat?", "is_impossible": false,
           "answers": [{"text": "A cat", "answer_start": 2}]},
          {"id": "q2", "question": "Who ran?", "is_impossible": true, "answers": []}]}]}]}
      """;

  @TempDir Path directory;

  @Test
  void aHostileDataSet() throws IOException {
    readQuestions(Files.writeString(directory.resolve("dev.json"), QUESTIONS));
  }

  @Test
  void aHostileCompressedDataSet() throws IOException {
    Path file = directory.resolve("dev.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(QUESTIONS.getBytes(UTF_8));
    }
    readQuestions(file);
  }

  @Test
  void hostilePredictions() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("texts.json"), "{\"q1\": \"A \\u0063at\", \"q2\": \"\"}");
    new HostileFile(file).tenThousandTimes().assertNothingElseHappens(() -> IdMap.readTexts(file));
  }

  @Test
  void hostileProbabilities() throws IOException {
    Path file = Files.writeString(directory.resolve("odds.json"), "{\"q1\": 0.25, \"q2\": 1e-3}");
    new HostileFile(file)
        .tenThousandTimes()
        .assertNothingElseHappens(() -> IdMap.readNumbers(file));
  }

  @Test
  void aStringWithoutEndIsRefusedBeforeItFillsTheMemory() throws IOException {
    Path file = directory.resolve("dev.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{\"version\": \"\\\"".getBytes(UTF_8));
      byte[] part = "a".repeat(1 << 20).getBytes(UTF_8);
      for (int i = 0; i < 17; i++) {
        out.write(part);
      }
    }
    for (Executable reading :
        List.<Executable>of(() -> SquadFile.read(file), () -> IdMap.readTexts(file))) {
      String message = assertThrows(CorruptDataException.class, reading).getMessage();
      assertTrue(
          String.valueOf(message).contains("a string of more than 16,777,216 characters"), message);
    }
  }

  private static void readQuestions(Path file) throws IOException {
    new HostileFile(file)
        .tenThousandTimes()
        .assertNothingElseHappens(
            () -> {
              SquadData data = SquadFile.read(file);
              for (SquadExample example : data.examples()) {
                example.answers().forEach(answer -> answer.isIn(example.context()));
              }
            });
  }
}
