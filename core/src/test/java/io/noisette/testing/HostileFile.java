package io.noisette.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * A good file, changed thousands of times: whoever reads it gets content, or a failure that tells
 * what is wrong, and nothing else.
 *
 * <p>{@code -Dnoisette.mutations=10000} is the long form; a failure tells the round, and the file
 * that caused it is left as it was.
 */
public final class HostileFile {

  private static final int ROUNDS = Integer.getInteger("noisette.mutations", 200);
  private static final int MOST_LETTERS = 2000; // of a message: it is for a terminal

  /** Rounds of readers that take less than a millisecond. */
  private static final int MANY_ROUNDS = Math.max(ROUNDS, 10_000);

  private final Path path;
  private final String named;
  private final int rounds;

  /** Every refusal must name the file. */
  public HostileFile(Path path) {
    this(path, path.getFileName().toString());
  }

  /**
   * @param named what every refusal must name: empty where a sound file may lack something
   */
  public HostileFile(Path path, String named) {
    this(path, named, ROUNDS);
  }

  private HostileFile(Path path, String named, int rounds) {
    this.path = path;
    this.named = named;
    this.rounds = rounds;
  }

  /** Returns the same for a fast reader: the file is changed ten thousand times. */
  public HostileFile tenThousandTimes() {
    return new HostileFile(path, named, MANY_ROUNDS);
  }

  /** Reads a file as its user would, to the end. */
  @FunctionalInterface
  public interface Reading {
    void read() throws IOException;
  }

  /** Changes the file and reads it again and again; it is whole again afterwards. */
  public void assertNothingElseHappens(Reading reading) throws IOException {
    byte[] good = Files.readAllBytes(path);
    reading.read(); // a file that is refused as it is would prove nothing
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      overwrite(mutate(good, round));
      if (isRefused(reading, round)) {
        refused++;
      }
    }
    overwrite(good);
    reading.read();
    assertTrue(refused > 0, "no change was noticed");
  }

  /**
   * Writes in place: some file systems write out each file that is emptied first, in milliseconds.
   */
  private void overwrite(byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.truncate(bytes.length);
    }
  }

  private static byte[] mutate(byte[] good, int round) {
    Random random = new Random(round);
    byte[] bytes = good;
    Mutation[] mutations = Mutation.values();
    for (int i = random.nextInt(1, 4); i > 0 && bytes.length > 0; i--) {
      bytes = mutations[random.nextInt(mutations.length)].of(bytes, random);
    }
    return bytes;
  }

  private boolean isRefused(Reading reading, int round) {
    try {
      reading.read();
      return false;
    } catch (UsageException | CorruptDataException e) {
      String message = String.valueOf(e.getMessage());
      if (message.isBlank() || !message.contains(named) || message.length() > MOST_LETTERS) {
        throw new AssertionError("round %d: an unclear message: %s".formatted(round, message), e);
      }
      return true;
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError("round %d: %s".formatted(round, e), e);
    }
  }
}
