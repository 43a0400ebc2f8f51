package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicDirectoryTest {

  @TempDir Path parent;

  @Test
  void aCommittedDirectoryHasItsNameAndItsFiles() throws IOException {
    Path target = parent.resolve("corpus");
    try (AtomicDirectory directory = AtomicDirectory.create(target)) {
      Files.writeString(directory.getPath().resolve("a"), "text");
      Files.createDirectory(directory.getPath().resolve("sub"));
      assertFalse(Files.exists(target));
      directory.commit();
    }
    assertEquals("text", Files.readString(target.resolve("a")));
    assertEquals(List.of("corpus"), names());
  }

  @Test
  void aDirectoryThatIsNotCommittedLeavesNothing() throws IOException {
    try (AtomicDirectory directory = AtomicDirectory.create(parent.resolve("corpus"))) {
      Files.writeString(directory.getPath().resolve("a"), "text");
    }
    assertEquals(List.of(), names());
  }

  @Test
  void aTakenNameIsNotOverwritten() throws IOException {
    Path target = Files.createDirectory(parent.resolve("corpus"));
    try (AtomicDirectory directory = AtomicDirectory.create(target)) {
      assertThrows(FileAlreadyExistsException.class, directory::commit);
    }
    assertEquals(List.of("corpus"), names());
  }

  @Test
  void leftoversOfACrashAreRemovedAndNothingElse() throws IOException {
    Files.writeString(parent.resolve(".hidden"), "mine");
    AtomicDirectory crashed = AtomicDirectory.create(parent.resolve("corpus"));
    Files.writeString(crashed.getPath().resolve("a"), "half");
    assertTrue(names().size() == 2);
    AtomicDirectory.removeLeftovers(parent);
    assertEquals(List.of(".hidden"), names());
  }

  @Test
  void aReplacedFileHasItsNewContentAlone() throws IOException {
    Path file = parent.resolve("file");
    DurableFiles.replace(file, new byte[] {1});
    DurableFiles.replace(file, new byte[] {2, 3});
    assertEquals(2, Files.size(file));
    assertEquals(List.of("file"), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
