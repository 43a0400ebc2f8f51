package io.noisette.bench.fuzz;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Target of Jazzer: puts the bytes in the place of a good file, and reads it as a user would. A
 * reader may return content, or refuse the file in one line that says which file is wrong.
 *
 * <p>{@code main} writes the good file as a seed.
 */
public final class ReaderFuzzer {

  private static final int MOST_LETTERS = 2000; // of a message: it is for a terminal

  private static @Nullable FuzzedFile file;

  private ReaderFuzzer() {}

  /** Writes the good file of a reader: READER WORK_DIRECTORY SEEDS. */
  public static void main(String[] arguments) throws IOException {
    FuzzedFile good = FuzzedFiles.create(arguments[0], Path.of(arguments[1]));
    Path seeds = Files.createDirectories(Path.of(arguments[2]));
    Files.copy(good.path(), seeds.resolve("good"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Prepares the reader: READER WORK_DIRECTORY. */
  public static void fuzzerInitialize(String[] arguments) throws IOException {
    file = FuzzedFiles.create(arguments[0], Path.of(arguments[1]));
    file.reading().read(); // a file that is refused as it is would prove nothing
  }

  /** Reads the file with other bytes. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    FuzzedFile fuzzed = Objects.requireNonNull(file, "fuzzerInitialize");
    overwrite(fuzzed.path(), bytes);
    try {
      fuzzed.reading().read();
    } catch (UsageException | CorruptDataException e) {
      String message = String.valueOf(e.getMessage());
      boolean isNamed = message.contains(fuzzed.named());
      if (!isNamed || message.length() > MOST_LETTERS || message.contains("\n")) {
        throw new IllegalStateException("an unclear message: " + message, e);
      }
    }
  }

  /**
   * Writes in place: some file systems write out each file that is emptied first, in milliseconds.
   */
  private static void overwrite(Path path, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, WRITE, CREATE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.truncate(bytes.length);
    }
  }
}
