package io.noisette.run;

import io.noisette.file.Uninterrupted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Atomic and durable file operations: after a crash, either the old or the new state is on disk.
 */
public final class DurableFiles {

  private static final String TEMPORARY = ".tmp-";

  private DurableFiles() {}

  /**
   * Replaces the content of a file atomically. Links are followed; a device or pipe, and a file
   * that cannot be replaced, such as a mount point, is written as it is.
   */
  public static void replace(Path file, byte[] content) throws IOException {
    try {
      replaceAt(OutputPlace.follow(file), content);
    } catch (IOException e) {
      throw name(file, e);
    }
  }

  private static void replaceAt(Path place, byte[] content) throws IOException {
    if (Files.exists(place) && !Files.isRegularFile(place)) {
      Files.write(place, content, StandardOpenOption.WRITE);
      return;
    }
    if (isWrittenInPlace(place)) {
      write(place, content, StandardOpenOption.TRUNCATE_EXISTING);
      return;
    }
    Path temporary = temporarySibling(place);
    try {
      write(temporary, content, StandardOpenOption.CREATE_NEW);
      if (tryToMove(temporary, place)) {
        return;
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
    write(place, content, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Content of a file, which may be written more than once. */
  @FunctionalInterface
  public interface FileContent {

    /** Writes a file with this content, and flushes it to disk. */
    void writeTo(Path file) throws IOException;
  }

  /**
   * Replaces a file atomically, as {@link #replace} does, by one that is written beside it first.
   */
  public static void replaceBy(Path file, FileContent content) throws IOException {
    try {
      Path place = OutputPlace.follow(file);
      if (isWrittenInPlace(place)) {
        content.writeTo(place);
        return;
      }
      Path temporary = temporarySibling(place);
      try {
        content.writeTo(temporary);
        if (!tryToMove(temporary, place)) {
          content.writeTo(place);
        }
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw name(file, e);
    }
  }

  /**
   * Returns whether a place cannot be replaced by renaming: a device or pipe, or a file in a
   * directory that cannot be written.
   */
  static boolean isWrittenInPlace(Path place) {
    boolean isRegular = Files.isRegularFile(place);
    return isRegular
        ? Files.isWritable(place) && !Files.isWritable(parentOf(place))
        : Files.exists(place);
  }

  private static void write(Path file, byte[] content, StandardOpenOption how) throws IOException {
    Files.write(file, content, how, StandardOpenOption.WRITE);
    force(file, StandardOpenOption.WRITE);
  }

  /** Returns false if there is a file that can only be written, not replaced. */
  static boolean tryToMove(Path from, Path to) throws IOException {
    try {
      move(from, to);
      return true;
    } catch (FileSystemException e) {
      if (Files.isRegularFile(to)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Returns an exception whose message names the path, which the message of {@code failure} may
   * lack, for example if the disk is full, or which it names by a hidden name that the user has
   * never given.
   */
  public static IOException name(Path path, IOException failure) {
    if (failure instanceof FileSystemException named && !isHidden(named.getFile(), path)) {
      return failure;
    }
    String reason =
        failure instanceof FileSystemException hidden ? hidden.getReason() : failure.getMessage();
    IOException named = new FileSystemException(path.toString(), null, reason);
    named.initCause(failure);
    return named;
  }

  /** Returns true if a file is, or lies in, the hidden file or directory of an output. */
  private static boolean isHidden(@Nullable String file, Path output) {
    if (file == null) {
      return true;
    }
    Path name = output.getFileName();
    for (Path part : Path.of(file)) {
      if (isTemporary(part) || (name != null && part.toString().startsWith("." + name + "."))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Renames within a directory, replacing an existing target, and flushes the directory to disk.
   */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    force(parentOf(to));
  }

  /** Flushes a file, or the entries of a directory, to disk. */
  static void force(Path path) throws IOException {
    force(path, StandardOpenOption.READ);
  }

  /** Flushes a file that can be opened for this access, or the entries of a directory, to disk. */
  public static void force(Path path, StandardOpenOption access) throws IOException {
    Uninterrupted.perform(
        () -> {
          try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
          }
        });
  }

  /**
   * Returns an unused temporary name, as {@link #isTemporary} recognizes it, in the directory of a
   * path.
   */
  static Path temporarySibling(Path path) {
    return path.resolveSibling(
        "." + path.getFileName() + TEMPORARY + UUID.randomUUID().toString().substring(0, 8));
  }

  /**
   * Returns true if a path has the temporary name of an unfinished write, which a crash may have
   * left.
   */
  static boolean isTemporary(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") && name.contains(TEMPORARY);
  }

  /** Returns the name for which {@link #temporarySibling} has made a temporary one. */
  static String nameOfTemporary(Path path) {
    String name = path.getFileName().toString();
    return name.substring(1, name.lastIndexOf(TEMPORARY));
  }

  static Path parentOf(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("path must have a parent directory, not " + path);
    }
    return parent;
  }

  /** Deletes a file, a link (not its target) or a directory with everything in it. */
  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
