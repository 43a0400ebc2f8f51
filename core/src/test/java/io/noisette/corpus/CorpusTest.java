package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusTest {

  @TempDir Path directory;
  private Path output;

  @BeforeEach
  void writeOne() throws IOException {
    SmallCorpora.write(directory, 4, new int[][] {{2, 3}, {1}, {4, 1}, {2}});
    output = directory.resolve("corpus");
  }

  @Test
  void documentsAndSentencesAreNumberedThroughTheShards() throws IOException {
    Corpus corpus = Corpus.open(output);
    assertEquals(3, corpus.getManifest().shards().size());
    assertEquals(4, corpus.getDocumentCount());
    assertEquals(6, corpus.getSentenceCount());
    long[] firsts = new long[5];
    Arrays.setAll(firsts, corpus::getFirstSentence);
    assertArrayEquals(new long[] {0, 2, 3, 5, 6}, firsts);
    assertArrayEquals(new int[] {30, 31, 32, 33}, corpus.readSentence(3));
    assertEquals(4, corpus.getTokenCount(3));
  }

  @Test
  void placesOutsideAreErrors() throws IOException {
    Corpus corpus = Corpus.open(output);
    assertThrows(IndexOutOfBoundsException.class, () -> corpus.readSentence(6));
    assertThrows(IndexOutOfBoundsException.class, () -> corpus.getFirstSentence(-1));
    assertThrows(
        CorruptDataException.class, () -> corpus.read(0, 1, 2, new int[2], 0), "beyond its end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shard-00000.idx", "shard-00001.bin", "tokenizer.json", "corpus.json"})
  void aTruncatedFileIsNamed(String name) throws IOException {
    Path file = output.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
    expectCorrupt(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shard-00000.idx", "shard-00001.bin", "tokenizer.json"})
  void aMissingFileIsNamed(String name) throws IOException {
    Files.delete(output.resolve(name));
    expectCorrupt(output.resolve(name));
  }

  @Test
  void aFlippedByteOfTheIndexOrTheTokenizerIsFoundAtTheStart() throws IOException {
    for (String name : new String[] {"shard-00002.idx", "tokenizer.json"}) {
      Path file = output.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      expectCorrupt(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'noisette-corpus' | 'other'",
        "'version': 1 | 'version': 2",
        "'shard-00000' | '../shard'",
        "'shard-00000.bin' | '/etc/passwd'",
        "'documents': 4 | 'documents': 5",
        "'vocabulary-size': 261 | 'vocabulary-size': 0",
        "'shards' | 'parts'",
        "'tokens': 13 | 'tokens': 'many'"
      },
      quoteCharacter = '`')
  void aDescriptionThatContradictsItselfIsNamed(String part, String change) throws IOException {
    Path file = output.resolve("corpus.json");
    String json = Files.readString(file).replace('"', '\'');
    assertTrue(json.contains(part), json);
    Files.writeString(file, json.replaceFirst(part, change).replace('\'', '"'));
    expectCorrupt(file);
  }

  @Test
  void anotherDirectoryIsAMistakeOfTheUser() {
    assertThrows(UsageException.class, () -> Corpus.open(directory));
    assertThrows(UsageException.class, () -> Corpus.open(directory.resolve("absent")));
  }

  private void expectCorrupt(Path file) {
    String message =
        assertThrows(CorruptDataException.class, () -> Corpus.open(output)).getMessage();
    assertTrue(message.startsWith(file.toString()), message);
  }
}
