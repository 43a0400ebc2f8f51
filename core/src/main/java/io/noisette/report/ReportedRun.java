package io.noisette.report;

import io.noisette.failure.UsageException;
import io.noisette.run.ModelPath;
import io.noisette.run.RunRecord;
import io.noisette.text.TextFiles;
import io.noisette.train.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run as shown in a report; it is read without lock or changes, and may continue meanwhile.
 *
 * @param directory run directory
 * @param name display name: the last elements of its path, as many as distinguish it from the other
 *     runs
 * @param plugins directory of plug-ins that the user has named for this report, or null; the one in
 *     the record is only text, which whoever wrote the record chose
 */
public record ReportedRun(
    Path directory,
    String name,
    RunRecord record,
    RunCurves curves,
    RunState state,
    @Nullable Path plugins) {

  private static final int DEPTH = 4;
  private static final int MOST_NAMED = 3;
  private static final int NAME_ELEMENTS =
      2; // for a single run, because those of quickstart are all called "run"

  /**
   * Reads runs. A directory that holds runs, such as those of several random seeds, stands for all
   * of them.
   *
   * @throws UsageException if a directory is missing, holds no run or is given twice
   */
  static List<ReportedRun> readAll(List<Path> given) throws IOException {
    List<Path> directories = new ArrayList<>();
    for (Path path : given) {
      directories.addAll(findRuns(path));
    }
    Set<Path> distinct = new HashSet<>();
    for (Path directory : directories) {
      if (!distinct.add(directory.toRealPath())) {
        throw new UsageException("--run " + directory + " is given twice");
      }
    }
    List<String> names = nameAll(directories);
    List<ReportedRun> runs = new ArrayList<>();
    for (int i = 0; i < directories.size(); i++) {
      runs.add(read(directories.get(i), names.get(i)));
    }
    return runs;
  }

  /** Returns a copy with another record of the run. */
  ReportedRun withRecord(RunRecord other) {
    return new ReportedRun(directory, name, other, curves, state, plugins);
  }

  /** Returns a copy whose sections may use plug-ins of a directory. */
  ReportedRun withPlugins(@Nullable Path trusted) {
    return new ReportedRun(directory, name, record, curves, state, trusted);
  }

  private static List<Path> findRuns(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new UsageException(
          "--run "
              + directory
              + (Files.exists(directory) ? " is not a directory" : ": there is no such directory"));
    }
    if (RunRecord.isIn(directory)) {
      return List.of(directory);
    }
    List<Path> runs = ModelPath.findRunsIn(directory);
    if (runs.isEmpty()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--run %s is not a run directory: there is no %s%s",
              directory,
              RunRecord.FILE_NAME,
              describeDeeper(directory)));
    }
    return runs;
  }

  /** Names runs that are further below, as those of the students of a distillation are. */
  private static String describeDeeper(Path directory) throws IOException {
    List<Path> deeper = List.of();
    try (Stream<Path> tree = Files.walk(directory, DEPTH)) {
      deeper =
          tree.filter(file -> file.endsWith(RunRecord.FILE_NAME))
              .map(file -> Objects.requireNonNull(file.getParent()))
              .sorted()
              .limit(MOST_NAMED)
              .toList();
    } catch (UncheckedIOException e) {
      // A directory that cannot be read; without an example the message is still right.
    }
    return deeper.isEmpty()
        ? ", nor in the directories below"
        : "; give runs that are in it, such as " + TextFiles.name(deeper);
  }

  private static ReportedRun read(Path directory, String name) throws IOException {
    RunRecord record = RunRecord.read(directory);
    RunCurves curves = RunCurves.read(directory);
    RunState state = RunState.of(record, curves, TrainingRun.findSavedState(directory));
    return new ReportedRun(directory, name, record, curves, state, null);
  }

  private static List<String> nameAll(List<Path> directories) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Path directory : directories) {
      paths.add(directory.toRealPath());
    }
    int most = paths.stream().mapToInt(Path::getNameCount).max().orElse(1);
    int elements = paths.size() == 1 ? NAME_ELEMENTS : 1;
    while (elements < most && nameAll(paths, elements).distinct().count() < paths.size()) {
      elements++;
    }
    return nameAll(paths, elements).toList();
  }

  private static Stream<String> nameAll(List<Path> paths, int elements) {
    return paths.stream().map(path -> nameOf(path, elements));
  }

  private static String nameOf(Path path, int elements) {
    int count = path.getNameCount();
    return count == 0
        ? path.toString()
        : path.subpath(Math.max(0, count - elements), count).toString();
  }
}
