package io.noisette.run;

import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Directory {@code checkpoints/} of a run: {@code step-001000} and so on, each complete or absent,
 * and the links {@code latest} and {@code best}. The caller holds the {@link RunLock} of the run.
 */
public final class CheckpointDirectory {

  static final String DIRECTORY_NAME = "checkpoints";
  static final String LATEST = "latest";
  static final String BEST = "best";

  private final Path directory;

  /** Steps whose digests this process has verified. */
  private final Set<Long> verified = new HashSet<>();

  private final RetiredCheckpoints retired;
  private final CheckpointLinks links;

  private CheckpointDirectory(Path directory, RetiredCheckpoints.Renaming renaming) {
    this.directory = directory;
    retired = new RetiredCheckpoints(directory, renaming);
    links = new CheckpointLinks(directory, retired);
  }

  /**
   * Opens the checkpoints of a run, completes what a crash has interrupted, and deletes unfinished
   * checkpoints; the first checkpoint creates the directory.
   */
  public static CheckpointDirectory open(Path runDirectory) throws IOException {
    return open(runDirectory, DurableFiles::move);
  }

  static CheckpointDirectory open(Path runDirectory, RetiredCheckpoints.Renaming renaming)
      throws IOException {
    Path directory = runDirectory.resolve(DIRECTORY_NAME);
    if (Files.isDirectory(directory)) {
      new RetiredCheckpoints(directory, renaming).putBack();
      AtomicDirectory.removeLeftovers(directory);
    }
    return new CheckpointDirectory(directory, renaming);
  }

  /**
   * Opens the checkpoints of a run for reading, without deleting unfinished ones, because the run
   * may be training.
   */
  public static CheckpointDirectory view(Path runDirectory) {
    return new CheckpointDirectory(runDirectory.resolve(DIRECTORY_NAME), DurableFiles::move);
  }

  /**
   * Returns the path of the newest checkpoint of a run, whether or not it exists, without opening
   * or cleaning anything.
   */
  public static Path latestOf(Path runDirectory) {
    return runDirectory.resolve(DIRECTORY_NAME).resolve(LATEST);
  }

  /**
   * Returns the newest complete checkpoint of a run in which {@code file} is undamaged, or null if
   * the run has no checkpoints.
   *
   * @throws CorruptDataException if all checkpoints are damaged
   */
  public static @Nullable Path findNewest(Path runDirectory, String file) throws IOException {
    CorruptDataException first = null;
    for (Checkpoint checkpoint : view(runDirectory).newestFirst()) {
      try {
        Manifest.read(checkpoint.path()).verify(checkpoint.path(), file::equals);
        return checkpoint.path();
      } catch (CorruptDataException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
    return null;
  }

  /**
   * Returns the step of the newest complete checkpoint of a run, or 0 if it has none; cleans
   * nothing, because the run may be training.
   */
  public static long findNewestStep(Path runDirectory) throws IOException {
    return view(runDirectory).list().stream().mapToLong(Checkpoint::step).max().orElse(0);
  }

  /** Writer of the files of a checkpoint into an empty directory; no file may contain the time. */
  @FunctionalInterface
  public interface Content {
    /** Writes all files of the checkpoint into a directory. */
    void writeTo(Path directory) throws IOException;
  }

  /**
   * Writes a checkpoint, replacing an earlier one of the same step, and points the link {@code
   * latest} to it.
   */
  public Checkpoint write(long step, Content content) throws IOException {
    Checkpoint checkpoint = Checkpoint.of(directory, step);
    Path target = checkpoint.path();
    try (AtomicDirectory unfinished = AtomicDirectory.create(target)) {
      content.writeTo(unfinished.getPath());
      Manifest.write(unfinished.getPath());
      retired.moveAway(target);
      unfinished.commit();
    } catch (IOException e) {
      throw DurableFiles.name(target, e);
    }
    verified.add(step);
    links.point(LATEST, target);
    retired.delete(untold -> {}); // retain, which follows, tells what stays
    return checkpoint;
  }

  /** Marks a checkpoint as {@code best}: {@link #retain} keeps it, and readers prefer it. */
  public void markBest(Checkpoint checkpoint) throws IOException {
    links.point(BEST, checkpoint.path());
  }

  /** Returns whether a checkpoint, given by its real path, is one of this run. */
  public boolean contains(Path checkpoint) throws IOException {
    return Files.isDirectory(directory) && directory.toRealPath().equals(checkpoint.getParent());
  }

  /**
   * Points the links to the checkpoint from which the run resumes, if the process was killed
   * between writing the checkpoint and its links.
   *
   * @param best whether it is the best checkpoint so far
   */
  public void restoreLinks(Checkpoint newest, boolean best) throws IOException {
    for (String name : best ? List.of(LATEST, BEST) : List.of(LATEST)) {
      if (!newest.path().getFileName().equals(links.find(name))) {
        links.point(name, newest.path());
      }
    }
  }

  /** Returns the checkpoint that {@code best} points to, or null. */
  public @Nullable Checkpoint findBest() throws IOException {
    Path best = links.find(BEST);
    return best == null ? null : find(best.toString());
  }

  /** Returns all complete checkpoints, oldest first, without checking digests. */
  public List<Checkpoint> list() throws IOException {
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (String name : names()) {
      Checkpoint checkpoint = find(name);
      if (checkpoint != null) {
        checkpoints.add(checkpoint);
      }
    }
    checkpoints.sort(Comparator.comparingLong(Checkpoint::step));
    return List.copyOf(checkpoints);
  }

  /** Check of what a checkpoint says, beyond its digests. */
  @FunctionalInterface
  public interface ContentCheck {
    /** Throws a {@link CorruptDataException} if no run can have written the checkpoint. */
    void require(Path checkpoint) throws IOException;
  }

  /**
   * Returns the newest checkpoint whose digests match and that passes a check, or null; newer,
   * damaged ones are passed to {@code damaged}.
   */
  public @Nullable Checkpoint findLatest(
      ContentCheck content, Consumer<CorruptDataException> damaged) throws IOException {
    for (Checkpoint checkpoint : newestFirst()) {
      try {
        checkpoint.verify();
        content.require(checkpoint.path());
        verified.add(checkpoint.step());
        return checkpoint;
      } catch (CorruptDataException e) {
        damaged.accept(e);
      }
    }
    return null;
  }

  /**
   * Deletes all checkpoints up to a step except {@code best} and the last of them; deletes none if
   * all of those to be kept are damaged. Later ones stay, and do not count: a run that resumed
   * before them, because they are damaged, has not reached them again. One that cannot be deleted
   * stays, because the new ones are whole without that.
   *
   * @param step of the checkpoint that was written last
   * @param count number of checkpoints up to that step to keep, at least 1
   * @param warnings receives one line for each that stays
   */
  public void retain(long step, int count, Consumer<String> warnings) throws IOException {
    if (count < 1) {
      throw new IllegalArgumentException(
          "count, the number of checkpoints to keep, must be at least 1, not " + count);
    }
    List<Checkpoint> all = list().stream().filter(checkpoint -> checkpoint.step() <= step).toList();
    Checkpoint best = findBest();
    List<Checkpoint> kept = new ArrayList<>();
    List<Checkpoint> surplus = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean isKept = i >= all.size() - count || all.get(i).equals(best);
      (isKept ? kept : surplus).add(all.get(i));
    }
    if (surplus.isEmpty() || kept.stream().noneMatch(this::isUndamaged)) {
      retired.delete(warnings);
      return;
    }
    for (Checkpoint checkpoint : surplus) {
      try {
        retired.moveAway(checkpoint.path());
      } catch (IOException e) {
        warnings.accept(
            "the old checkpoint "
                + checkpoint.path()
                + " stays: "
                + RetiredCheckpoints.reasonOf(e));
      }
    }
    retired.delete(warnings);
  }

  private boolean isUndamaged(Checkpoint checkpoint) {
    if (verified.contains(checkpoint.step())) {
      return true;
    }
    try {
      checkpoint.verify();
      return verified.add(checkpoint.step());
    } catch (CorruptDataException | IOException e) {
      return false;
    }
  }

  private @Nullable Checkpoint find(String name) throws IOException {
    if (!Checkpoint.isName(name) || !Files.isDirectory(directory.resolve(name))) {
      return null;
    }
    try {
      Manifest.read(directory.resolve(name));
      return Checkpoint.of(directory, name);
    } catch (CorruptDataException e) {
      return null;
    }
  }

  /** Returns all checkpoints, damaged ones included. */
  private List<Checkpoint> newestFirst() throws IOException {
    return names().stream()
        .map(name -> Checkpoint.of(directory, name))
        .sorted(Comparator.comparingLong(Checkpoint::step).reversed())
        .toList();
  }

  private List<String> names() throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(Checkpoint::isName)
          .toList();
    }
  }
}
