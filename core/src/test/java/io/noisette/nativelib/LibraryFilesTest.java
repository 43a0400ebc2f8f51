package io.noisette.nativelib;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries that were not written to their end. */
class LibraryFilesTest {

  @TempDir private Path libraries;

  @Test
  void aLibraryThatWasCutIsNamed() throws IOException {
    Path whole = Path.of(System.getProperty("java.home"), "lib", "libjava.so");
    assumeTrue(Files.isRegularFile(whole), "the JDK has no libraries in ELF here");
    byte[] bytes = Files.readAllBytes(whole);
    Path version = Files.createDirectory(libraries.resolve("2.7.1"));
    Path copy = version.resolve("libcopy.so");

    Files.write(copy, bytes);
    assertDoesNotThrow(() -> LibraryFiles.requireWhole(libraries));
    for (int length : new int[] {0, 10, 63, 64, 100, 4096, bytes.length / 2}) {
      Files.write(copy, Arrays.copyOf(bytes, length));
      Exception e =
          assertThrows(IllegalStateException.class, () -> LibraryFiles.requireWhole(libraries));
      assertEquals(copy + " is truncated", e.getMessage());
    }
  }

  @Test
  void otherFilesAreLeftToTheLinker() throws IOException {
    Files.writeString(libraries.resolve("note.so"), "INPUT(libother.so) ".repeat(9));
    Files.writeString(libraries.resolve("build-version"), "2.7.1");
    assertDoesNotThrow(() -> LibraryFiles.requireWhole(libraries));
    assertDoesNotThrow(() -> LibraryFiles.requireWhole(libraries.resolve("absent")));
  }

  @Test
  void whatAKilledProcessUnpackedIsDeletedWhenItIsOld() throws IOException {
    FileTime old = FileTime.from(Instant.now().minusSeconds(3600));
    Path abandoned = write("tmp123", old, old);
    Path growing = write("tmp124", FileTime.from(Instant.now()), old);
    Path version = write("2.7.1-cpu", old, old);
    Path other = write("tmpfiles", old, old);

    LibraryFiles.deleteAbandoned(libraries);

    assertFalse(Files.exists(abandoned));
    assertTrue(Files.exists(growing) && Files.exists(version) && Files.exists(other));
  }

  private Path write(String name, FileTime ofFile, FileTime ofDirectory) throws IOException {
    Path directory = Files.createDirectory(libraries.resolve(name));
    Files.setLastModifiedTime(Files.writeString(directory.resolve("lib.so"), "x"), ofFile);
    return Files.setLastModifiedTime(directory, ofDirectory);
  }
}
