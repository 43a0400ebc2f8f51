package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

  @TempDir private Path directory;

  @Test
  void anOlderFileStaysUntilTheNewOneIsComplete() throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    try (AtomicFile file = AtomicFile.create(link)) {
      file.write("new ");
      assertEquals("old", Files.readString(target));
      file.write("text");
      file.commit();
    }
    assertEquals("new text", Files.readString(target));
    assertEquals(List.of(link, target), listAll());
  }

  @Test
  void whatIsNotCommittedIsNotThere() throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "old");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.write("half");
    }
    assertEquals("old", Files.readString(target));
    assertEquals(List.of(target), listAll());
  }

  private List<Path> listAll() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
