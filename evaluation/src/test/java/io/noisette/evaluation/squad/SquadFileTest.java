package io.noisette.evaluation.squad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.digest.Sha256;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SquadFileTest {

  private static final String TWO =
      """
      {"version": "v2.0", "data": [{"title": "Cats", "paragraphs": [
        {"context": "😀 A cat sat.", "qas": [
          {"id": "q1", "question": "Who sat?", "is_impossible": false,
           "answers": [{"text": "A cat", "answer_start": 2}, {"text": "cat", "answer_start": 5}]},
          {"id": "q2", "question": "Who ran?", "is_impossible": true, "answers": [],
           "plausible_answers": [{"text": "A cat", "answer_start": 2}]}]}]}]}
      """;

  @TempDir Path directory;

  @Test
  void questionsAnswersAndArticlesAreRead() throws IOException {
    SquadData data = read(TWO);
    assertTrue(data.isVersion2());
    assertEquals(1, data.countUnanswerable());
    assertEquals(List.of("q1", "q2"), data.examples().stream().map(SquadExample::id).toList());
    SquadExample first = data.examples().get(0);
    assertEquals("article 'Cats', question q1", first.describe());
    assertEquals(List.of("A cat", "cat"), first.getAnswerTexts());
  }

  @Test
  void offsetsCountCodePoints() throws IOException {
    SquadExample example = read(TWO).examples().get(0);
    assertTrue(example.answers().get(0).isIn(example.context()));
    assertFalse(example.answers().get(1).isIn(example.context()));
    assertFalse(new SquadAnswer("A cat", 3).isIn(example.context())); // the offset in UTF-16
    assertFalse(new SquadAnswer("x", -1).isIn(example.context()));
    assertFalse(new SquadAnswer("x", 99).isIn(example.context()));
  }

  @Test
  void aPipeIsReadOnceAndDigested() throws Exception {
    Path file = Files.writeString(directory.resolve("dev.json"), TWO);
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Process writer = new ProcessBuilder("dd", "if=" + file, "of=" + pipe).start();
    SquadData data = SquadFile.read(pipe);
    assertEquals(0, writer.waitFor());
    assertEquals(2, data.examples().size());
    assertEquals(SquadFile.read(file).digest(), data.digest());
    assertEquals(Sha256.of(file), data.digest());
  }

  @Test
  void gzipThatIsDamagedAtItsBeginningIsNamed() throws IOException {
    Path file = Files.write(directory.resolve("dev.json.gz"), new byte[] {0x1F, (byte) 0x8B, 8});
    CorruptDataException e = assertThrows(CorruptDataException.class, () -> SquadFile.read(file));
    assertEquals(
        file
            + ": damaged or truncated gzip file: the gzip file is truncated: it ends in the middle"
            + " of a header or checksum",
        e.getMessage());
  }

  @Test
  void gzipAndAByteOrderMarkAreRead() throws IOException {
    Path file = directory.resolve("dev.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(("\uFEFF" + TWO).getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(2, SquadFile.read(file).examples().size());
  }

  @Test
  void faultsAreNamedWithArticleAndQuestion() {
    assertFault("article 'Cats', question q2: the id occurs twice", "\"q1\"", "\"q2\"");
    assertFault(
        "article 'Cats', question q1: an answer without integer 'answer_start'",
        "\"answer_start\": 5",
        "\"answer_start\": \"5\"");
    assertFault(
        "article 'Cats', question q2: 'answers' must be a list", "\"answers\": []", "\"x\": 1");
    assertFault("article 'Cats': 'context' must be a string", "\"context\"", "\"text\"");
    assertFault("no list 'data'", "\"data\"", "\"rows\"");
    assertFault("not JSON in SQuAD's format", "\"paragraphs\": [", "\"paragraphs\": ");
    assertFault("no questions in it", "\"paragraphs\": [", "\"paragraphs\": [], \"x\": [");
    assertFault("'question' must be a string", "\"Who ran?\"", "5");
  }

  @Test
  void jsonIsReadStrictly() {
    assertFault("malformed JSON", "]}]}]}]}", "]}]}]}]} {}");
    assertFault("the key data occurs twice", "]}]}]}]}", "]}]}]}], \"data\": []}");
    assertFault("the key id occurs twice", "\"id\": \"q1\"", "\"id\": \"q0\", \"id\": \"q1\"");
    assertFault("malformed JSON", "\"question\": \"Who ran?\"", "\"question\": NaN");
  }

  @Test
  void whatFollowsCompressedDataIsRefused() throws IOException {
    Path file = directory.resolve("squad.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(TWO.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(file, new byte[] {1, 2}, StandardOpenOption.APPEND);
    CorruptDataException e = assertThrows(CorruptDataException.class, () -> SquadFile.read(file));
    assertTrue(e.getMessage().contains("followed by bytes that are not gzip"), e::getMessage);
  }

  @Test
  void aFileThatIsNotThereIsTheUsersToMend() {
    assertThrows(UsageException.class, () -> SquadFile.read(directory.resolve("none.json")));
    assertThrows(UsageException.class, () -> SquadFile.read(directory));
  }

  @Test
  void allAnswersOfXquadAreWhereTheFileSays() throws IOException {
    SquadData data = SquadFile.read(SharedFiles.find("data/seq2seq/xquad-en/xquad.en.json"));
    assertEquals(1190, data.examples().size());
    assertFalse(data.isVersion2());
    for (SquadExample example : data.examples()) {
      example.answers().forEach(answer -> assertTrue(answer.isIn(example.context())));
    }
  }

  private void assertFault(String message, String part, String replacement) {
    CorruptDataException e =
        assertThrows(
            CorruptDataException.class, () -> read(TWO.replace(part, replacement)), message);
    String text = String.valueOf(e.getMessage());
    assertTrue(text.contains(message) && text.contains("squad.json"), text);
  }

  private SquadData read(String json) throws IOException {
    Path file = directory.resolve("squad.json");
    Files.writeString(file, json);
    return SquadFile.read(file);
  }
}
