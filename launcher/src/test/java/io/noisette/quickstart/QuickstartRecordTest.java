package io.noisette.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.build.BuildInfo;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartRecordTest {

  private static final List<TextSource> BOOK = List.of(new TextSource("book.txt", "ab"));

  @TempDir private Path directory;

  @Test
  void theSameSettingsGoOnWithThePlanOfTheFirstStart() throws IOException {
    TrainingPlan plan = new TrainingPlan(9.5, 0.5, 2800, 187, null);
    QuickstartRecord begun = QuickstartRecord.begin(directory, 5, BOOK).with(directory, plan);
    String version = BuildInfo.load().version();
    assertEquals(new QuickstartRecord(version, 5, BOOK, plan), begun);
    assertEquals(begun, QuickstartRecord.begin(directory, 5, BOOK));
  }

  @Test
  void otherSettingsAreNamed() throws IOException {
    QuickstartRecord.begin(directory, 5, BOOK);
    List<TextSource> other = List.of(new TextSource("a.txt", "ab"), new TextSource("b.txt", "cd"));
    UsageException e =
        assertThrows(UsageException.class, () -> QuickstartRecord.begin(directory, 0.5, other));
    assertEquals(
        "--output "
            + directory
            + " has a quickstart with other settings: --minutes was 5, now 0.5;"
            + " the text was book.txt, now a.txt, b.txt;"
            + " give the same settings to resume it, or choose another --output",
        e.getMessage());
  }

  @Test
  void aChangedFileIsNamed() throws IOException {
    QuickstartRecord.begin(directory, 5, BOOK);
    List<TextSource> changed = List.of(new TextSource("book.txt", "cd"));
    UsageException e =
        assertThrows(UsageException.class, () -> QuickstartRecord.begin(directory, 5, changed));
    assertEquals(
        "--output "
            + directory
            + " has a quickstart with other settings: the content of book.txt has changed;"
            + " give the same settings to resume it, or choose another --output",
        e.getMessage());
  }

  @Test
  void aDamagedRecordIsCorruptData() throws IOException {
    for (String damaged : List.of("", "{", "{}", "[]", "{\"text\": [], \"training\": {}}")) {
      Files.writeString(directory.resolve("quickstart.json"), damaged);
      CorruptDataException e =
          assertThrows(
              CorruptDataException.class,
              () -> QuickstartRecord.begin(directory, 5, BOOK),
              damaged);
      assertEquals(
          directory.resolve("quickstart.json").toString(), e.getMessage().split(" ", 2)[0]);
    }
  }

  @Test
  void aDirectoryOfSomethingElseIsRefused() throws IOException {
    Path notes = Files.writeString(directory.resolve("notes.txt"), "mine");
    UsageException e =
        assertThrows(UsageException.class, () -> QuickstartDirectory.refuseStrangers(directory));
    assertEquals(
        "--output " + directory + " is not empty and not from quickstart; choose another directory",
        e.getMessage());
    e = assertThrows(UsageException.class, () -> QuickstartDirectory.refuseStrangers(notes));
    assertEquals(
        "--output " + notes + " is a file, not a directory; choose another path", e.getMessage());
  }

  @Test
  void twoAtATimeAreRefused() throws IOException {
    Path output = directory.resolve("quick");
    try (QuickstartDirectory first = QuickstartDirectory.open(output)) {
      UsageException e =
          assertThrows(UsageException.class, () -> QuickstartDirectory.open(first.getRoot()));
      assertEquals(output.toString(), e.getMessage().split(" ", 2)[0]);
    }
    QuickstartDirectory.refuseStrangers(output); // the lock that stays is no stranger
    QuickstartDirectory.open(output).close();
  }
}
