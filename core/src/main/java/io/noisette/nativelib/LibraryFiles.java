package io.noisette.nativelib;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Files of native libraries in the cache of DJL, or in a directory that the user has chosen. */
final class LibraryFiles {

  /** Names of directories that DJL unpacks into, before it renames them to a version. */
  private static final String UNFINISHED = "tmp\\d+";

  private static final Duration ABANDONED = Duration.ofMinutes(10); // without a further file
  private static final int ELF_64_BIT = 0x7f454c46;
  private static final int HEADER_BYTES = 64;
  private static final int SEGMENT_BYTES = 56;
  private static final int LOADED = 1; // type of a segment that is mapped into memory

  private LibraryFiles() {}

  /** Returns the directories of versions, and the libraries in them. */
  static List<Path> list(Path libraries) {
    if (!Files.isDirectory(libraries)) {
      return List.of();
    }
    try (Stream<Path> content = Files.walk(libraries, 2)) {
      return content.toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // what cannot be read is not loaded either
    }
  }

  /**
   * Deletes what processes left that were killed while they unpacked: up to 444 MiB each. Failures
   * are ignored, since nothing depends on it.
   *
   * @param libraries directory of the versions of a library
   */
  static void deleteAbandoned(Path libraries) {
    Instant before = Instant.now().minus(ABANDONED);
    List<Path> all = list(libraries);
    for (Path entry : all) {
      boolean isUnfinished =
          libraries.equals(entry.getParent()) && entry.getFileName().toString().matches(UNFINISHED);
      if (isUnfinished
          && all.stream()
              .filter(file -> file.startsWith(entry))
              .allMatch(it -> isOld(it, before))) {
        Utils.deleteQuietly(entry);
      }
    }
  }

  private static boolean isOld(Path file, Instant before) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (IOException e) {
      return false; // it is being changed
    }
  }

  /**
   * Checks that no shared library was cut, as by a full disk or a loss of power: the dynamic linker
   * would map what is not there, and end the process.
   *
   * @param libraries directory of the versions of a library, or of libraries
   * @throws IllegalStateException if one was; the message names it
   */
  static void requireWhole(Path libraries) {
    for (Path file : list(libraries)) {
      if (file.getFileName().toString().contains(".so")
          && Files.isRegularFile(file)
          && isTruncated(file)) {
        throw new IllegalStateException(file + " is truncated");
      }
    }
  }

  /** Returns whether a file in ELF of 64 bits lacks a part that its headers name. */
  static boolean isTruncated(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      ByteBuffer header = read(channel, 0, HEADER_BYTES);
      if (header.remaining() < HEADER_BYTES) {
        return true;
      }
      boolean isLittleEndian64 = header.get(4) == 2 && header.get(5) == 1;
      if (Integer.reverseBytes(header.getInt(0)) != ELF_64_BIT || !isLittleEndian64) {
        return false; // of another system, which tells by itself
      }
      long segments = header.getLong(32);
      int segmentBytes = Short.toUnsignedInt(header.getShort(54));
      int count = Short.toUnsignedInt(header.getShort(56));
      for (int i = 0; i < count; i++) {
        ByteBuffer segment = read(channel, segments + (long) i * segmentBytes, SEGMENT_BYTES);
        if (segment.remaining() < SEGMENT_BYTES || isBeyond(segment, size)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // the linker will say why it cannot be read
    }
  }

  private static boolean isBeyond(ByteBuffer segment, long size) {
    long start = segment.getLong(8);
    long bytes = segment.getLong(32);
    return segment.getInt(0) == LOADED && (start < 0 || bytes < 0 || start > size - bytes);
  }

  private static ByteBuffer read(FileChannel channel, long start, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (start >= 0) {
      while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {
        // A channel may give less than was asked for.
      }
    }
    return buffer.flip();
  }
}
