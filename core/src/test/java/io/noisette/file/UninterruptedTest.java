package io.noisette.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UninterruptedTest {

  @TempDir Path directory;
  private Path file = Path.of("");
  private int attempts;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("file");
    Files.writeString(file, "one\ntwo\n");
  }

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  @Test
  void aThreadThatIsInterruptedReadsAndStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    assertThrows(ClosedByInterruptException.class, this::read);
    assertEquals(8, Uninterrupted.call(this::read));
    assertTrue(Thread.interrupted());
  }

  @Test
  void workCanAskWhetherTheThreadIsInterrupted() throws IOException {
    assertFalse(Uninterrupted.call(Uninterrupted::isInterrupted));
    Thread.currentThread().interrupt();
    assertTrue(Uninterrupted.call(() -> Uninterrupted.call(Uninterrupted::isInterrupted)));
    assertTrue(Thread.interrupted());
    assertFalse(Uninterrupted.isInterrupted());
  }

  @Test
  void workBeginsAgainWhenItIsInterrupted() throws IOException {
    Uninterrupted.perform(
        () -> {
          attempts++;
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (attempts < 3) {
              Thread.currentThread().interrupt();
            }
            channel.write(ByteBuffer.wrap(new byte[9]));
          }
        });
    assertEquals(3, attempts);
    assertEquals(9, Files.size(file));
    assertTrue(Thread.interrupted());
  }

  @Test
  void aThreadThatIsNotInterruptedDoesNotBecomeSo() throws IOException {
    assertEquals(8, Uninterrupted.call(this::read));
    assertFalse(Thread.interrupted());
    assertThrows(IllegalStateException.class, () -> Uninterrupted.call(this::fail));
    assertFalse(Thread.interrupted());
  }

  @Test
  void whatCannotBeRepeatedIsDoneElsewhere() throws IOException {
    Thread.currentThread().interrupt();
    assertEquals(8, Uninterrupted.callElsewhere(this::read));
    assertTrue(Thread.currentThread().isInterrupted());
    assertThrows(IllegalStateException.class, () -> Uninterrupted.callElsewhere(this::fail));
    Files.delete(file);
    assertThrows(IOException.class, () -> Uninterrupted.callElsewhere(this::read));
    assertEquals(0, attempts);
  }

  /** Not documented, but so in JDK 17: what Noisette uses without further precautions. */
  @Test
  void streamsOutlastInterrupts() throws IOException {
    Path copy = directory.resolve("copy");
    Thread.currentThread().interrupt();
    assertEquals("one\ntwo\n", Files.readString(file));
    assertEquals(8, Files.readAllBytes(file).length);
    assertEquals(2, Files.readAllLines(file).size());
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(copy)) {
      assertEquals(8, in.transferTo(out));
    }
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      assertEquals("one", reader.readLine());
    }
    Files.write(copy, new byte[3]);
    Files.writeString(copy, "text");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(-1, Files.mismatch(file, copy));
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      assertEquals('o', access.read());
      access.getFD().sync();
    }
    assertTrue(Thread.interrupted());
  }

  private long read() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.size();
    }
  }

  private long fail() {
    throw new IllegalStateException("fails");
  }
}
