package io.noisette.nativelib;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.EngineException;
import io.noisette.engine.Torch;
import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeCacheTest {

  @TempDir Path directory;

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path cache = Files.writeString(directory.resolve("file"), "").resolve("cache");
    String message =
        assertThrows(UsageException.class, () -> NativeCache.require(cache, "pytorch"))
            .getMessage();
    assertTrue(
        message.startsWith("the cache for native libraries, " + cache + ", is not writable"),
        message);
    assertTrue(message.contains("set DJL_CACHE_DIR"), message);
  }

  @Test
  void aPlaceThatCanBeMadeIsLeftToDjl() {
    Path cache = directory.resolve("a/b");
    assertDoesNotThrow(() -> NativeCache.require(cache, "pytorch"));
    assertFalse(Files.exists(cache.getParent()));
  }

  @Test
  void aLinkToNothingIsRefused() throws IOException {
    Path target = directory.resolve("target");
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    String message =
        assertThrows(UsageException.class, () -> NativeCache.requireTarget(link)).getMessage();
    assertTrue(message.contains(link + ", is a symbolic link to a directory"), message);
    Files.createDirectory(target);
    assertDoesNotThrow(() -> NativeCache.requireTarget(link));
  }

  @Test
  void withoutAHomeDirectoryThereIsNone() {
    for (Path home : new Path[] {null, directory.resolve("absent")}) {
      String message =
          assertThrows(UsageException.class, () -> NativeCache.inHome(home)).getMessage();
      assertTrue(message.contains("set HOME"), message);
      assertTrue(home == null || message.contains(home.toString()), message);
    }
    assertEquals(directory.resolve(".djl.ai"), NativeCache.inHome(directory));
  }

  @Test
  void aLibraryThatCannotBeUnpackedIsAFailureWithARemedy() throws IOException {
    RuntimeException hidden = new EngineException("Unexpected flavor: cpu");
    Path full = Files.createFile(directory.resolve("full")); // for a disk without space
    String message = NativeCache.explain(full.resolve("cache"), "tokenizers", hidden).getMessage();
    assertTrue(
        message.startsWith(
            "the native library tokenizers cannot be loaded from " + full + "/cache: "),
        message);
    assertFalse(message.contains("flavor"), message);
    IOException none = new IOException("No space left on device");
    message = NativeCache.explain(directory, "pytorch", new EngineException(none)).getMessage();
    assertTrue(
        message.endsWith(
            "No space left on device; free some space, or set DJL_CACHE_DIR to a writable"
                + " directory on another disk"),
        message);
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(full), left.toList());
    }
  }

  @Test
  void aVariableOfAnotherProgramIsNamed() {
    System.setProperty("PYTORCH_FLAVOR", "cu118");
    try {
      EngineException failure = new EngineException("Unexpected flavor: cu118");
      String message = NativeCache.explain(directory, "pytorch", failure).getMessage();
      assertTrue(
          message.endsWith("Unexpected flavor: cu118; unset PYTORCH_FLAVOR, which DJL obeys"),
          message);
      IOException none = new IOException("No space left on device");
      message = NativeCache.explain(directory, "pytorch", new EngineException(none)).getMessage();
      assertTrue(message.contains("; free some space"), message);
      message = NativeCache.explain(directory, "tokenizers", failure).getMessage();
      assertFalse(message.contains("PYTORCH_FLAVOR"), message);
    } finally {
      System.clearProperty("PYTORCH_FLAVOR");
    }
  }

  @Test
  void aLoaderThatFailsEndsTheRunAndOneThatRefusesDoesNot() {
    UnsatisfiedLinkError noexec = new UnsatisfiedLinkError("failed to map segment");
    RunFailedException failure =
        assertThrows(
            RunFailedException.class,
            () ->
                NativeCache.load(
                    "tokenizers",
                    () -> {
                      throw noexec;
                    }));
    assertTrue(failure.getMessage().contains("mounted noexec"), failure.getMessage());
    assertSame(noexec, failure.getCause());
    UsageException refusal = new UsageException("another version");
    assertSame(
        refusal,
        assertThrows(
            UsageException.class,
            () ->
                NativeCache.load(
                    "tokenizers",
                    () -> {
                      throw refusal;
                    })));
  }

  /** JNA would make a directory called {@code ?} there, and load a library from it. */
  @Test
  void nothingIsUnpackedWhereOneStandsIfThereIsNoHomeDirectory() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=?",
                "-DDJL_CACHE_DIR=" + NativeCache.choose().toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                Start.class.getName())
            .directory(directory.toFile())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    try (Stream<Path> entries = Files.list(directory)) {
      assertEquals(List.of(), entries.toList());
    }
  }

  /** A program that starts libtorch. */
  static final class Start {
    private Start() {}

    public static void main(String[] arguments) {
      Torch.initialize();
    }
  }

  @Test
  void aPlaceThatEveryUserMayWriteIsRefused() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path cache = Files.createDirectory(directory.resolve("cache"));
    Path library = Files.createDirectory(cache.resolve("pytorch"));
    Path version = Files.createDirectory(library.resolve("2.7.1"));
    Path file = Files.createFile(version.resolve("libtorch.so"));
    for (Path open : new Path[] {directory, cache, library, version, file}) {
      Set<PosixFilePermission> before = Files.getPosixFilePermissions(open);
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
      String message =
          assertThrows(UsageException.class, () -> NativeCache.require(cache, "pytorch"))
              .getMessage();
      assertTrue(message.startsWith("every user may write into " + open.toRealPath()), message);
      Files.setPosixFilePermissions(open, before);
    }
    assertDoesNotThrow(() -> NativeCache.require(cache, "pytorch"));
  }

  @Test
  void whatIsUnpackedIsOnlyRead() throws IOException {
    Path cache = directory.toRealPath();
    assertFalse(NativeCache.isUnpacked(cache, "pytorch"));
    Path version = Files.createDirectories(cache.resolve("pytorch/2.7.1"));
    assertFalse(NativeCache.isUnpacked(cache, "pytorch"));
    Files.createFile(version.resolve("libtorch.so"));
    assertTrue(NativeCache.isUnpacked(cache, "pytorch"));
    assertDoesNotThrow(() -> NativeCache.require(cache, "pytorch"));
  }
}
