package io.noisette.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that appears under its name all at once: it is filled under a temporary name beside
 * it, forced to the disk and renamed. Closed without {@link #commit}, it leaves nothing.
 */
public final class AtomicDirectory implements AutoCloseable {

  private final Path target;
  private final Path temporary;

  private AtomicDirectory(Path target) throws IOException {
    this.target = target;
    this.temporary = DurableFiles.temporarySibling(target);
    Files.createDirectories(DurableFiles.parentOf(target));
    Files.createDirectory(temporary);
  }

  /** Starts a directory that {@link #commit} will name {@code target}. */
  public static AtomicDirectory create(Path target) throws IOException {
    return new AtomicDirectory(target);
  }

  /** Deletes what crashes have left of unfinished directories and files in a directory. */
  public static void removeLeftovers(Path parent) throws IOException {
    List<Path> leftovers;
    try (Stream<Path> entries = Files.list(parent)) {
      leftovers = entries.filter(DurableFiles::isTemporary).toList();
    }
    for (Path leftover : leftovers) {
      DurableFiles.deleteTree(leftover);
    }
  }

  /** Where to write, until {@link #commit}. */
  public Path getPath() {
    return temporary;
  }

  /** Forces everything to the disk and gives the directory its name, which must be free. */
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

  /** Deletes what was written if it was not committed. */
  @Override
  public void close() throws IOException {
    DurableFiles.deleteTree(temporary);
  }
}
