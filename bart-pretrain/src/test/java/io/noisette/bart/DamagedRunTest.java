package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each file of a run and of its corpus, damaged: the run goes on to the bytes of an undisturbed one
 * or says in a line what is wrong. {@code -Dnoisette.damages=20} tries each more often.
 */
class DamagedRunTest {

  private static final int ROUNDS = Integer.getInteger("noisette.damages", 1);
  private static final int STEPS = 6;

  @TempDir private static Path directory;
  private static TinyRuns runs;
  private static Path begun;
  private static byte[] undisturbed;

  /** What may happen to a file. */
  private enum Damage {
    FLIPPED {
      @Override
      void inflict(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
      }
    },
    TRUNCATED {
      @Override
      void inflict(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      }
    },
    MISSING {
      @Override
      void inflict(Path file, Random random) throws IOException {
        Files.delete(file);
      }
    };

    abstract void inflict(Path file, Random random) throws IOException;
  }

  @BeforeAll
  static void trainsHalfOfARun() throws IOException, InterruptedException {
    runs = new TinyRuns(directory);
    begun = directory.resolve("begun");
    assertEquals(0, train(begun, 4).exitCode());
    Path whole = directory.resolve("whole");
    assertEquals(0, train(whole, STEPS).exitCode());
    undisturbed = TinyRuns.weights(whole, STEPS);
  }

  @TestFactory
  Stream<DynamicTest> aDamagedFile() throws IOException {
    return Stream.concat(
            below(begun).map(file -> Path.of("begun").resolve(begun.relativize(file))),
            below(runs.corpus()).map(file -> directory.relativize(file)))
        .flatMap(
            file ->
                Stream.of(Damage.values())
                    .map(
                        damage ->
                            DynamicTest.dynamicTest(
                                file + " " + damage, () -> endsWell(file, damage))));
  }

  private static void endsWell(Path file, Damage damage) throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      Path sound = directory.resolve("sound");
      copy(begun, sound);
      Path damaged = begunOrCorpus(file, sound);
      byte[] before = Files.readAllBytes(damaged);
      try {
        if (before.length > 0) {
          damage.inflict(damaged, new Random(31L * file.hashCode() + round));
        }
        judge(sound, train(sound, STEPS), file + " " + damage + " " + round);
      } finally {
        Files.write(damaged, before); // the corpus serves the other tests
        delete(sound);
      }
    }
  }

  private static Path begunOrCorpus(Path file, Path run) {
    return file.startsWith("begun")
        ? run.resolve(Path.of("begun").relativize(file))
        : directory.resolve(file);
  }

  private static void judge(Path run, TinyRuns.Outcome outcome, String what) throws IOException {
    String told = what + ": " + outcome.exitCode() + "\n" + outcome.err();
    assertFalse(outcome.err().contains("internal error"), told);
    assertFalse(outcome.err().contains("\tat "), told);
    assertTrue(List.of(0, 2, 3).contains(outcome.exitCode()), told);
    if (outcome.exitCode() == 0) {
      assertArrayEquals(undisturbed, TinyRuns.weights(run, STEPS), told);
    } else {
      assertTrue(outcome.err().contains("noisette: "), told);
    }
  }

  private static TinyRuns.Outcome train(Path output, int steps) {
    return runs.runVerbQuickly(
        output,
        Map.of(
            "steps", steps, "checkpoint-every", 2, "validate-every", 3, "threads", 1, "lanes", 1));
  }

  private static Stream<Path> below(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(Files::isRegularFile).filter(file -> !isLock(file)).toList().stream();
    }
  }

  private static boolean isLock(Path file) {
    return file.getFileName().toString().contains("lock");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path copied = to.resolve(from.relativize(path));
        if (Files.isSymbolicLink(path)) {
          Files.createSymbolicLink(copied, Files.readSymbolicLink(path));
        } else {
          Files.copy(path, copied);
        }
      }
    }
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
