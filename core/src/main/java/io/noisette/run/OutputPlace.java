package io.noisette.run;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks of output paths before work begins, with symbolic links resolved. Every subcommand writes
 * to the target of a symbolic link, into a device or pipe as it is, and refuses before its work
 * what it could not write after it.
 */
public final class OutputPlace {

  private static final int MAX_LINKS = 40;

  private OutputPlace() {}

  /**
   * Resolves symbolic links in a path to a file or directory that need not exist yet. A device or
   * pipe is returned as given, because a link such as {@code /dev/stdout} need not lead to a path.
   */
  public static Path follow(Path path) throws IOException {
    Path place = path.toAbsolutePath();
    for (int links = 0; links < MAX_LINKS; links++) {
      if (Files.isRegularFile(place) || Files.isDirectory(place)) {
        return place.toRealPath();
      }
      if (Files.exists(place) || !Files.isSymbolicLink(place)) {
        return place;
      }
      place = place.resolveSibling(Files.readSymbolicLink(place));
    }
    throw new FileSystemLoopException(path.toString());
  }

  /**
   * Creates the parent directory of an output file, and checks that the file can be written.
   *
   * @param option option that named the file, for messages
   * @throws UsageException if it cannot be written
   */
  public static void requireFile(String option, Path file) throws IOException {
    Path place = follow(file);
    if (Files.isDirectory(place)) {
      throw new UsageException(option + " " + file + " is a directory, not a file");
    }
    Path directory = DurableFiles.parentOf(place);
    findDirectoryAbove(option, file, place);
    createDirectories(directory);
    boolean isReplaceable = Files.isRegularFile(place) || Files.notExists(place);
    if (!Files.isWritable(place) && !(isReplaceable && Files.isWritable(directory))) {
      throw notWritable(option, file, Files.exists(place) ? place : directory);
    }
  }

  /**
   * Checks that an output file would not replace what is read to make it.
   *
   * @param option option that named the file, for messages
   * @param file output, or null for none
   * @param inputs files that are read; absent ones are ignored
   * @throws UsageException if it is one of the inputs, by whichever path
   */
  public static void requireOther(String option, @Nullable Path file, Collection<Path> inputs)
      throws IOException {
    if (file == null || !Files.isRegularFile(file)) {
      return;
    }
    for (Path input : inputs) {
      if (Files.exists(input) && Files.isSameFile(file, input)) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "%s %s would replace a file that is read, %s; choose another path",
                option,
                file,
                input));
      }
    }
  }

  /**
   * Checks that a file which an output would replace is an earlier output of the same kind, and not
   * something else of the user.
   *
   * @param option option that named the file, for messages
   * @param file output, or null for none
   * @param beginning text with which every output of this kind begins
   * @throws UsageException if there is a file that begins otherwise
   */
  public static void requireEarlier(String option, @Nullable Path file, String beginning)
      throws IOException {
    if (file == null || !Files.isRegularFile(file) || Files.size(file) == 0) {
      return;
    }
    byte[] expected = beginning.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(expected.length), expected)) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "%s %s exists, and was not written by this subcommand; choose another path, or"
                    + " delete it",
                option,
                file));
      }
    }
  }

  /** Returns the first directory above a place; refuses a file that stands there. */
  private static Path findDirectoryAbove(String option, Path given, Path place) {
    Path above = DurableFiles.parentOf(place);
    while (!Files.exists(above)) {
      above = DurableFiles.parentOf(above);
    }
    if (!Files.isDirectory(above)) {
      throw new UsageException(
          String.format(Locale.ROOT, "%s %s: %s is a file, not a directory", option, given, above));
    }
    return above;
  }

  private static UsageException notWritable(String option, Path given, Path refused) {
    return new UsageException(
        String.format(
            Locale.ROOT, "%s %s: %s is not writable; choose another path", option, given, refused));
  }

  /**
   * Checks that an output directory is absent and can be made, or is empty and can be replaced by
   * renaming, unlike a mount point.
   *
   * @param option option that named the directory, for messages
   * @return the place to which {@code directory} leads
   * @throws UsageException if it cannot be made or replaced
   */
  public static Path requireReplaceable(String option, Path directory) throws IOException {
    Path place = follow(directory).normalize();
    if (Files.isDirectory(place)) {
      Path moved = DurableFiles.temporarySibling(place);
      try {
        Files.move(place, moved, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        return place; // a directory of a lower layer of overlayfs, which can be deleted
      } catch (FileSystemException e) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "%s %s cannot be replaced by a complete directory: it is a mount point, or the"
                    + " directory above is not writable; give a new directory in it, such as %s",
                option,
                directory,
                directory.resolve("output")),
            e);
      }
      Files.move(moved, place, StandardCopyOption.ATOMIC_MOVE);
    } else if (!Files.exists(place)) {
      Path above = findDirectoryAbove(option, directory, place);
      if (!Files.isWritable(above)) {
        throw notWritable(option, directory, above);
      }
    }
    return place;
  }

  /**
   * Creates a directory and its parents; does nothing if the path is a symbolic link to a
   * directory.
   */
  public static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(follow(directory));
  }
}
