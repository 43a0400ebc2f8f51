package io.noisette.distillation.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored scores of teachers, and texts without labels, may hold anything. */
final class HostileScoresTest {

  @TempDir Path directory;

  @Test
  void hostileScores() throws IOException {
    Path file = directory.resolve("teacher-1.safetensors");
    Map<String, String> origin = Map.of("model", "abc", "max-length", "128");
    new TeacherScores(origin, new float[] {1, 2, 3, 4}, List.of(new float[] {5, 6})).write(file, 2);
    new HostileFile(file)
        .tenThousandTimes()
        .assertNothingElseHappens(
            () ->
                Objects.requireNonNull(TeacherScores.read(file, origin, List.of(2, 1), 2))
                    .getTransfer());
  }

  /** A file that is cut off would be refused by every later start. */
  @Test
  void aWriteThatFailsLeavesTheFileAsItWas() throws IOException {
    Path file = directory.resolve("teacher-1.safetensors");
    Map<String, String> origin = Map.of("model", "abc");
    new StoredScores(origin, Map.of("transfer", new float[] {1, 2})).write(file, 2);
    byte[] before = Files.readAllBytes(file);
    StoredScores faulty = new StoredScores(origin, Map.of("transfer", new float[] {1, 2, 3}));
    assertThrows(RuntimeException.class, () -> faulty.write(file, 2));
    assertArrayEquals(before, Files.readAllBytes(file));
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void scoresThatAreNotNumbersAreRefused() throws IOException {
    Path file = directory.resolve("teacher-1.safetensors");
    Map<String, String> origin = Map.of("model", "abc");
    new TeacherScores(origin, new float[] {1, Float.NaN}, List.of(new float[] {5, 6}))
        .write(file, 2);
    String message =
        assertThrows(
                CorruptDataException.class,
                () -> TeacherScores.read(file, origin, List.of(1, 1), 2))
            .getMessage();
    assertTrue(message.endsWith(" has NaN or infinite values"), message);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hostileTextsWithoutLabels(boolean isPair) throws IOException {
    String name = isPair ? "texts.tsv" : "texts.txt";
    Path file = Files.writeString(directory.resolve(name), "a cat\ta \u2615\n\nb\tc\n".repeat(2));
    new HostileFile(file)
        .tenThousandTimes()
        .assertNothingElseHappens(() -> UnlabelledTexts.read(file, isPair).examples());
  }

  @Test
  void aLineThatIsNoPairSaysWhatItHas() throws IOException {
    Path file = directory.resolve("texts.tsv");
    for (String[] faulty :
        new String[][] {
          {"a\t ", "but one of them is empty"}, {"a", "not 1"}, {"a\tb\tc", "not 3"}
        }) {
      Files.writeString(file, "a\tb\n" + faulty[0] + "\n");
      String message =
          assertThrows(CorruptDataException.class, () -> UnlabelledTexts.read(file, true))
              .getMessage();
      assertEquals(
          file
              + ":2: the task has pairs of texts, so a line must have two texts separated by a tab,"
              + " "
              + faulty[1],
          message);
    }
  }
}
