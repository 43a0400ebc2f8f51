package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpillBufferTest {

  @Test
  void theBytesAreTheSameInMemoryAndInAFile() throws IOException {
    for (int most : new int[] {0, 7, 64, 1000}) {
      SpillBuffer buffer = new SpillBuffer(most);
      for (int i = 0; i < 32; i++) {
        buffer.write(new byte[] {9, (byte) i, 0, 9}, 1, 2);
      }
      MappedFile file = buffer.toFile();
      assertEquals(64, file.getSize());
      for (int i = 0; i < 32; i++) {
        assertEquals(i, file.getUnsignedShort(2L * i), "at most " + most);
      }
      buffer.release();
    }
  }

  @Test
  void onlyManyBytesNeedADirectoryForTemporaryFiles(@TempDir Path directory) throws IOException {
    SpillBuffer buffer = new SpillBuffer(4, directory.resolve("absent"));
    buffer.write(new byte[4]);
    String message = assertThrows(UsageException.class, () -> buffer.write(1)).getMessage();
    assertTrue(message.contains("-Djava.io.tmpdir=DIRECTORY"), message);
  }

  @Test
  void aDirectoryThatIsFullIsNamedWithTheRemedy(@TempDir Path directory) throws IOException {
    SpillBuffer buffer = new SpillBuffer(0, directory);
    buffer.write(1);
    buffer.release(); // so that nothing more can be written
    String message = assertThrows(RunFailedException.class, () -> buffer.write(1)).getMessage();
    assertTrue(
        message.startsWith("the directory for temporary files, " + directory + ": "), message);
    assertTrue(message.contains("-Djava.io.tmpdir=DIRECTORY"), message);
  }
}
