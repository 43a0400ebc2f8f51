package io.noisette.evaluation.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.evaluation.task.Split;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TaggedTextReaderTest {

  @TempDir private Path directory;

  @Test
  void columnsAreReadAsTextsBetweenEmptyLines() throws IOException {
    task("");
    write("train.txt", "-DOCSTART- -X- O\n\nAnn NNP PER\nleft VBD O\n\n\n2 CD o\n");
    TaggedTexts texts = read(Split.TRAIN);
    assertEquals(
        List.of(
            new TaggedText(List.of("Ann", "left"), List.of(1, 0), 3),
            new TaggedText(List.of("2"), List.of(0), 7)),
        texts.texts());
    assertEquals(3, texts.countWords());
    assertTrue(texts.isTagged());
  }

  @Test
  void aColumnMayBeChosenAndTabsKeepSpaces() throws IOException {
    task("words: 2\ntag: 3\n");
    write("train.txt", "1\tNew York\tLOC\tx\r\n2\tis\tO\ty\r\n");
    assertEquals(
        List.of(new TaggedText(List.of("New York", "is"), List.of(2, 0), 1)),
        read(Split.TRAIN).texts());
  }

  @Test
  void jsonLinesHaveListsAsHuggingFaceHas() throws IOException {
    task("");
    write(
        "dev.jsonl", "{\"id\": 7, \"tokens\": [\"Ann\", \"left\"], \"ner_tags\": [1, \"O\"]}\n\n");
    assertEquals(
        List.of(new TaggedText(List.of("Ann", "left"), List.of(1, 0), 1)), read(Split.DEV).texts());
  }

  @Test
  void theTestSplitMayLackTags() throws IOException {
    task("");
    write("test.txt", "Ann\nleft\n");
    TaggedTexts texts = read(Split.TEST);
    assertEquals(List.of(-1, -1), texts.texts().get(0).tags());
    assertFalse(texts.isTagged());
    write("train.txt", "Ann\n");
    assertFault("train.txt:1: the tag must be in column 2, but the line has 1", Split.TRAIN);
  }

  @Test
  void whatIsDamagedIsNamedWithItsLine() throws IOException {
    task("");
    write("train.txt", "Ann PER\nleft X\n");
    assertFault("train.txt:2: the tag must be one of O, PER, LOC, not 'X'", Split.TRAIN);
    write("train.txt", "Ann PER\n\t O\n");
    assertFault("train.txt:2: an empty word", Split.TRAIN);
    write(
        "dev.jsonl",
        "{\"tokens\": [\"a\"], \"tags\": [\"O\"]}\n{\"tokens\": [\"a\"], \"tags\": []}\n");
    assertFault("dev.jsonl:2: 1 words, but 0 tags", Split.DEV);
    write("dev.jsonl", "{\"tokens\": [], \"tags\": []}\n");
    assertFault("dev.jsonl:1: a text without words", Split.DEV);
    write("dev.jsonl", "{\"tokens\": \"a\"}\n");
    assertFault("dev.jsonl:1: no list with the key tokens or words", Split.DEV);
    write("dev.jsonl", "{\"tokens\": [null], \"tags\": [0]}\n");
    assertFault("dev.jsonl:1: a word must be a string, not null", Split.DEV);
    write("dev.jsonl", "Ann PER\n");
    assertFault("dev.jsonl:1: not a JSON object", Split.DEV);
    write("train.txt", "Ann PER\rleft O\r\rBob PER\r\n");
    assertFault("train.txt:1: a carriage return within the line", Split.TRAIN);
    write("train.txt", "\n\n");
    assertRefused("contains no texts", "");
    assertRefused("must be given by number, not by word", "words: word\n");
  }

  @Test
  void aTaskFileIsOneOfTaggingIfItHasTags() throws IOException {
    Path other = directory.resolve("other.yaml");
    Files.writeString(other, "text: a\nlabel: b\nlabels: [x, y]\ntrain: a.tsv\n");
    assertNull(TaggingTask.find(other.toString()));
    assertNull(TaggingTask.find("rte"));
    assertRefused("tags must have at least two entries", "", "[O]");
    assertRefused("tags must be distinct, not [O, PER, O]", "", "[O, PER, O]");
    assertRefused("must differ in more than upper and lower case", "", "[o, O]");
    assertRefused("other", "other: 3\n", "[O, PER]");
    assertRefused("there is no train.txt of the task entities", "");
    TaggingTask task = task("name: ner\n");
    assertEquals(List.of("ner.f1", "ner.acc"), task.getMetrics());
  }

  private TaggingTask task(String more) throws IOException {
    return task(more, "[O, PER, LOC]");
  }

  private TaggingTask task(String more, String tags) throws IOException {
    Path file = directory.resolve("entities.yaml");
    Files.writeString(
        file, "tags: " + tags + "\ntrain: train.txt\ndev: dev.jsonl\ntest: test.txt\n" + more);
    TaggingTask task = TaggingTask.find(file.toString());
    assertTrue(task != null);
    return task;
  }

  private TaggedTexts read(Split split) throws IOException {
    TaggingTask task = TaggingTask.find(directory.resolve("entities.yaml").toString());
    assertTrue(task != null);
    return task.read(directory, split);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void assertFault(String message, Split split) {
    CorruptDataException fault = assertThrows(CorruptDataException.class, () -> read(split));
    assertTrue(String.valueOf(fault.getMessage()).contains(message), fault::getMessage);
  }

  private void assertRefused(String message, String more) {
    assertRefused(message, more, "[O, PER, LOC]");
  }

  private void assertRefused(String message, String more, String tags) {
    UsageException refused =
        assertThrows(UsageException.class, () -> task(more, tags).read(directory, Split.TRAIN));
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused::getMessage);
  }
}
