package io.noisette.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that appears under its final name only when complete: it is filled under a temporary
 * name in the same parent, flushed to disk and renamed. If it is closed without {@link #commit},
 * nothing remains.
 */
public final class AtomicDirectory implements AutoCloseable {

  private final Path target;
  private final Path temporary;

  private AtomicDirectory(Path target) throws IOException {
    this.target = target;
    this.temporary = DurableFiles.temporarySibling(target);
    OutputPlace.createDirectories(DurableFiles.parentOf(target));
    try {
      Files.createDirectory(temporary);
    } catch (IOException e) {
      throw DurableFiles.name(target, e);
    }
  }

  /** Creates a temporary directory that {@link #commit} renames to {@code target}. */
  public static AtomicDirectory create(Path target) throws IOException {
    return new AtomicDirectory(target);
  }

  /**
   * Deletes unfinished directories and files that crashed processes have left in {@code parent}.
   */
  public static void removeLeftovers(Path parent) throws IOException {
    List<Path> leftovers;
    try (Stream<Path> entries = Files.list(parent)) {
      leftovers = entries.filter(DurableFiles::isTemporary).toList();
    }
    for (Path leftover : leftovers) {
      DurableFiles.deleteTree(leftover);
    }
  }

  /** Returns whether a path has the name of what {@link #removeLeftovers} deletes. */
  public static boolean isLeftover(Path path) {
    return DurableFiles.isTemporary(path);
  }

  /** Returns the temporary directory, to which files are written until {@link #commit}. */
  public Path getPath() {
    return temporary;
  }

  /** Flushes everything to disk and renames the directory to its final name, which must be free. */
  public void commit() throws IOException {
    List<Path> written;
    try (Stream<Path> tree = Files.walk(temporary)) {
      written = tree.filter(path -> !Files.isSymbolicLink(path)).toList();
    }
    for (Path path : written) {
      DurableFiles.force(path);
    }
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    DurableFiles.move(temporary, target);
  }

  /** Deletes the temporary directory, unless it has been committed. */
  @Override
  public void close() throws IOException {
    DurableFiles.deleteTree(temporary);
  }
}
