package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.digest.Sha256;
import io.noisette.failure.CorruptDataException;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCorpusCommandTest {

  @TempDir Path directory;
  private final RecordingConsole console = new RecordingConsole();
  private Path output;

  @BeforeEach
  void writeOne() throws IOException {
    SmallCorpora.write(directory, Long.MAX_VALUE, new int[][] {{2, 3}, {1}});
    output = directory.resolve("corpus");
  }

  @Test
  void aWholeCorpusIsSummedUp() throws IOException {
    assertEquals(0, verify());
    assertEquals(
        output + ": intact; 2 documents, 3 sentences, 6 tokens, vocabulary size 261\n",
        console.text());
  }

  @Test
  void theWorkIsDoneWhenItIsDone() throws IOException {
    Corpus corpus = Corpus.open(output);
    AtomicLong done = new AtomicLong();
    new CorpusVerifier(corpus).verify(done::set);
    assertEquals(CorpusVerifier.getWork(corpus.getManifest()), done.get());
  }

  @Test
  void aFlippedBitInAnyFileIsFound() throws IOException {
    for (String name : List.of("shard-00000.bin", "shard-00000.idx", "tokenizer.json")) {
      Path file = output.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < bytes.length; i += 1 + bytes.length / 50) {
        bytes[i] ^= 4;
        Files.write(file, bytes);
        String message = assertThrows(CorruptDataException.class, this::verify).getMessage();
        assertTrue(message.startsWith(file + " has changed"), message);
        bytes[i] ^= 4;
      }
      Files.write(file, bytes);
    }
  }

  @Test
  void anotherTokenizerThanTheRecordedOneIsFoundWhenTheCorpusIsOpened() throws IOException {
    Path manifest = output.resolve("corpus.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replaceFirst("(\"tokenizer-sha256\": *\")[0-9a-f]", "$1x"));
    String message =
        assertThrows(CorruptDataException.class, () -> Corpus.open(output)).getMessage();
    assertTrue(message.contains("tokenizer-sha256 is not the SHA-256"), message);
  }

  @Test
  void anIndexThatContradictsItselfIsFoundUnderARightDigest() throws IOException {
    int pointers = IndexFormat.HEADER_BYTES + 3 * Integer.BYTES;
    patch("shard-00000.idx", pointers + Long.BYTES, 6);
    expectCorrupt("shard-00000.idx", "sentence 1 is recorded at byte 6, but is at byte 4");
  }

  @Test
  void documentsOutOfOrderAreFoundUnderARightDigest() throws IOException {
    int offsets = IndexFormat.HEADER_BYTES + 3 * (Integer.BYTES + Long.BYTES);
    patch("shard-00000.idx", offsets + Long.BYTES, 9);
    expectCorrupt("shard-00000.idx", "document 1 ends before it begins");
  }

  @Test
  void anIdOutsideTheVocabularyIsFoundUnderARightDigest() throws IOException {
    patch("shard-00000.bin", 0, 261);
    expectCorrupt(
        "shard-00000.bin",
        "sentence 0 has the token id 261, which is outside the vocabulary of 261 ids; prepare the"
            + " corpus again");
  }

  private int verify() throws IOException {
    return new VerifyCorpusCommand().execute(new VerifyCorpusConfig(List.of(output)), console);
  }

  private void expectCorrupt(String name, String what) {
    String message = assertThrows(CorruptDataException.class, this::verify).getMessage();
    assertEquals(output.resolve(name) + ": " + what, message);
  }

  /** Overwrites eight bytes and makes the digest in corpus.json fit. */
  private void patch(String name, int position, long value) throws IOException {
    Path file = output.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    String before = Sha256.of(bytes);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(position, value);
    Files.write(file, bytes);
    Path manifest = output.resolve("corpus.json");
    Files.writeString(manifest, Files.readString(manifest).replace(before, Sha256.of(bytes)));
  }
}
