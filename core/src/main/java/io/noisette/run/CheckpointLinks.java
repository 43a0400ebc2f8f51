package io.noisette.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Links to checkpoints, in the directory that holds them. */
record CheckpointLinks(Path directory, RetiredCheckpoints retired) {

  /** Returns the name of the checkpoint that a link points to; null if there is no such link. */
  @Nullable Path find(String name) throws IOException {
    Path link = directory.resolve(name);
    return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link) : null;
  }

  /** Points a link to a checkpoint. */
  void point(String name, Path target) throws IOException {
    Path link = directory.resolve(name);
    if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
      // A copy that followed links has replaced the link by a directory.
      retired.moveAway(link);
    }
    Path temporary = DurableFiles.temporarySibling(link);
    try {
      Files.createSymbolicLink(temporary, target.getFileName());
      DurableFiles.move(temporary, link);
    } catch (IOException e) {
      throw DurableFiles.name(link, e);
    }
  }
}
