package io.noisette.run;

import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Checkpoints that are replaced or deleted: renamed first, then deleted under a temporary name. */
record RetiredCheckpoints(Path directory, Renaming renaming) {

  /** Renaming of a directory within its parent. */
  @FunctionalInterface
  interface Renaming {
    void move(Path from, Path to) throws IOException;
  }

  /**
   * Renames a directory to a temporary name, so that it is never partly visible while being
   * deleted. Where it cannot be renamed, as in a lower layer of overlayfs, its manifest is deleted
   * first, without which it is no checkpoint.
   */
  void moveAway(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      renaming.move(path, DurableFiles.temporarySibling(path));
    } catch (FileSystemException e) {
      Files.deleteIfExists(path.resolve(Manifest.FILE_NAME));
      DurableFiles.deleteTree(path);
    }
  }

  /** Deletes what was moved away; what cannot be deleted is said to the user, and stays. */
  void delete(Consumer<String> warnings) {
    try {
      AtomicDirectory.removeLeftovers(directory);
    } catch (IOException e) {
      warnings.accept("the rest of an old checkpoint stays in " + directory + ": " + reasonOf(e));
    }
  }

  /** Returns why a file operation has failed, without the path. */
  static String reasonOf(IOException failure) {
    String reason = failure instanceof FileSystemException system ? system.getReason() : null;
    return reason == null ? failure.toString() : reason;
  }

  /**
   * Puts back a checkpoint that was moved away for another of its step, if the process was killed
   * before that one had the name.
   */
  void putBack() throws IOException {
    List<Path> leftovers;
    try (Stream<Path> entries = Files.list(directory)) {
      leftovers = entries.filter(DurableFiles::isTemporary).filter(Files::isDirectory).toList();
    }
    for (Path leftover : leftovers) {
      String name = DurableFiles.nameOfTemporary(leftover);
      Path target = directory.resolve(name);
      if (Checkpoint.isName(name)
          && Files.notExists(target, LinkOption.NOFOLLOW_LINKS)
          && isWhole(leftover)) {
        DurableFiles.move(leftover, target);
      }
    }
  }

  private static boolean isWhole(Path checkpoint) throws IOException {
    try {
      Manifest.read(checkpoint).verify(checkpoint, file -> true);
      return true;
    } catch (CorruptDataException e) {
      return false;
    }
  }
}
