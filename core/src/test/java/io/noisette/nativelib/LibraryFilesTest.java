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
    Path version = Files.createDirectory(libraries.resolve("2.7.1-cpu"));
    Path copy = version.resolve("libcopy.so");

    Files.write(copy, bytes);
    assertDoesNotThrow(() -> LibraryFiles.requireWhole(libraries, "2.7.1"));
    for (int length : new int[] {0, 10, 63, 64, 100, 4096, bytes.length / 2}) {
      Files.write(copy, Arrays.copyOf(bytes, length));
      Exception e =
          assertThrows(
              IllegalStateException.class, () -> LibraryFiles.requireWhole(libraries, "2.7.1"));
      assertEquals(copy + " is truncated", e.getMessage());
    }
    for (String other : new String[] {"tmp1234567890123", "1.9.1-cpu"}) {
      Path moved = Files.move(version, libraries.resolve(other));
      assertDoesNotThrow(() -> LibraryFiles.requireWhole(libraries, "2.7.1"), other);
      Files.move(moved, version);
    }
  }

  @Test
  void otherFilesAreLeftToTheLinker() throws IOException {
    Files.writeString(libraries.resolve("libncurses.so"), "INPUT(libncurses.so.6 -ltinfo)");
    Files.writeString(libraries.resolve("libtext.so"), "INPUT(libother.so) ".repeat(9));
    Files.write(libraries.resolve("a.socket"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
    assertDoesNotThrow(() -> LibraryFiles.requireWhole(libraries));
    assertDoesNotThrow(() -> LibraryFiles.requireWhole(libraries.resolve("absent"), ""));
  }

  @Test
  void whatAKilledProcessUnpackedIsDeletedWhenItIsOld() throws IOException {
    FileTime old = FileTime.from(Instant.now().minusSeconds(3600));
    Path abandoned = write("tmp1234567890123", old, old);
    Path growing = write("tmp1234567890124", FileTime.from(Instant.now()), old);
    Path version = write("2.7.1-cpu", old, old);
    Path other = write("tmp7", old, old);
    Path deeper = write("tmp1234567890125", old, old);
    Files.createDirectory(deeper.resolve("results"));
    Files.setLastModifiedTime(deeper, old);

    LibraryFiles.deleteAbandoned(libraries);

    assertFalse(Files.exists(abandoned));
    for (Path path : new Path[] {growing, version, other, deeper}) {
      assertTrue(Files.exists(path), path.toString());
    }
    LibraryFiles.deleteAbandoned(libraries.resolve("absent"));
  }

  private Path write(String name, FileTime ofFile, FileTime ofDirectory) throws IOException {
    Path directory = Files.createDirectory(libraries.resolve(name));
    Files.setLastModifiedTime(Files.writeString(directory.resolve("lib.so"), "x"), ofFile);
    return Files.setLastModifiedTime(directory, ofDirectory);
  }
}
