package io.noisette.nativelib;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of native libraries in the cache of DJL, or in a directory that the user has chosen. */
final class LibraryFiles {

  /** Names of directories that DJL unpacks into, before it renames them to a version. */
  private static final String UNFINISHED = "tmp\\d{10,}"; // random numbers of 64 bits

  private static final Duration ABANDONED = Duration.ofMinutes(10); // without a further file
  private static final Pattern LIBRARY = Pattern.compile(".+\\.so(\\.\\d+)*");

  /** First bytes of ELF with 64 bits, little-endian. */
  private static final byte[] ELF_64_BIT = {0x7f, 'E', 'L', 'F', 2, 1};

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
    try (Stream<Path> entries = Files.list(libraries)) {
      for (Path entry : entries.filter(LibraryFiles::isUnfinished).toList()) {
        if (isAbandoned(entry, before)) {
          Utils.deleteQuietly(entry);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return; // not there, or another process deletes the same
    }
  }

  private static boolean isUnfinished(Path entry) {
    return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
        && entry.getFileName().toString().matches(UNFINISHED);
  }

  /** DJL unpacks into a directory without others in it, one file after the other. */
  private static boolean isAbandoned(Path directory, Instant before) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.toList()) {
        boolean isOfDjl = path.equals(directory) || Files.isRegularFile(path);
        if (!isOfDjl || !Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Checks that no shared library was cut, as by a full disk or a loss of power: the dynamic linker
   * would map what is not there, and end the process.
   *
   * @param libraries directory of the versions of a library, of which others are being unpacked
   * @param version beginning of the names of the versions that are loaded
   * @throws IllegalStateException if one was cut; the message names it
   */
  static void requireWhole(Path libraries, String version) {
    for (Path entry : list(libraries)) {
      String name = entry.getFileName().toString();
      if (libraries.equals(entry.getParent())
          && name.startsWith(version)
          && !name.matches(UNFINISHED)) {
        requireWhole(entry);
      }
    }
  }

  /**
   * Checks the shared libraries in a directory, or below it.
   *
   * @throws IllegalStateException if one was cut; the message names it
   */
  static void requireWhole(Path directory) {
    for (Path file : list(directory)) {
      if (LIBRARY.matcher(file.getFileName().toString()).matches()
          && Files.isRegularFile(file)
          && isTruncated(file)) {
        throw new IllegalStateException(file + " is truncated");
      }
    }
  }

  /** Returns whether a file in ELF of 64 bits lacks a part that its headers name. */
  static boolean isTruncated(Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long size = in.length();
      ByteBuffer header = read(in, 0, HEADER_BYTES);
      if (!isPrefix(header)) {
        return false; // of another system, or a script of the linker, which tells by itself
      }
      if (header.remaining() < HEADER_BYTES) {
        return true;
      }
      long segments = header.getLong(32);
      int segmentBytes = Short.toUnsignedInt(header.getShort(54));
      int count = Short.toUnsignedInt(header.getShort(56));
      for (int i = 0; i < count; i++) {
        ByteBuffer segment = read(in, segments + (long) i * segmentBytes, SEGMENT_BYTES);
        if (segment.remaining() < SEGMENT_BYTES || isBeyond(segment, size)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // the linker will say why it cannot be read
    }
  }

  /** Returns whether bytes begin as ELF of 64 bits does, or are the beginning of its beginning. */
  private static boolean isPrefix(ByteBuffer bytes) {
    int common = Math.min(bytes.remaining(), ELF_64_BIT.length);
    return bytes.slice(0, common).equals(ByteBuffer.wrap(ELF_64_BIT, 0, common));
  }

  private static boolean isBeyond(ByteBuffer segment, long size) {
    long start = segment.getLong(8);
    long bytes = segment.getLong(32);
    return segment.getInt(0) == LOADED && (start < 0 || bytes < 0 || start > size - bytes);
  }

  /** Reads bytes, fewer at the end of the file, and none before its beginning. */
  private static ByteBuffer read(RandomAccessFile in, long start, int bytes) throws IOException {
    byte[] buffer = new byte[bytes];
    int filled = 0;
    if (start >= 0) {
      in.seek(start);
      int read = in.read(buffer);
      while (read > 0) {
        filled += read;
        read = in.read(buffer, filled, bytes - filled);
      }
    }
    return ByteBuffer.wrap(buffer, 0, filled).order(ByteOrder.LITTLE_ENDIAN);
  }
}
