package io.noisette.reproduce;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.InUseException;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.result.StoredRun;
import io.noisette.reproduce.result.StoredRuns;
import io.noisette.reproduce.table.StageRun;
import io.noisette.reproduce.table.TableScale;
import io.noisette.reproduce.table.Trials;
import io.noisette.run.ResumeRules;
import io.noisette.run.RunRecord;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A planned run bound to its recipe: its settings, its directory, and carrying it out. */
final class StageTask<S extends Record> {

  private final StageRun run;
  private final Path directory; // the result of the run is a file beside it
  private final Path earlier; // its place before tables had directories of their own
  private final StageRecipe<S> recipe;
  private final SettingsSchema<S> schema;
  private final StageSettings<S> settings;
  private final Map<String, GivenValue> given;

  /**
   * @param runs directory of the runs of all tables that share an output
   * @param table directory of the runs of this table
   * @param given inputs from the user by option of the recipe
   * @param threads number of threads, for recipes with this setting; 0: that of the recipe
   */
  StageTask(
      StageRun run,
      Path runs,
      Path table,
      StageRecipe<S> recipe,
      Map<String, GivenValue> given,
      int threads) {
    this.run = run;
    this.directory = table.resolve(run.path());
    this.earlier = runs.resolve(run.path());
    this.recipe = recipe;
    this.schema = SettingsSchema.of(recipe.getSettingsType());
    this.settings = new StageSettings<>(run, directory, recipe, schema, given, threads);
    this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }

  StageRun getRun() {
    return run;
  }

  /** Returns whether a later stage can start from the output. */
  boolean hasOutput() {
    return settings.haveOutput();
  }

  /** Returns the options that the result does not depend on. */
  Set<String> free() {
    return ResumeRules.ofResults(schema).free();
  }

  /** Returns the amount of work, as far as the settings tell. */
  @Nullable String describeCost() throws IOException {
    return recipe.describeCost(settings.read(StageStart.UNKNOWN));
  }

  /** Reads the settings, see {@link StageSettings#read}. */
  S settings(StageStart start) throws IOException {
    return settings.read(start);
  }

  /**
   * Finds the result of an earlier command: at the path of the run, or of a run with the same
   * settings elsewhere.
   *
   * @param start results of earlier stages
   * @param all results of all tables that share the output directory
   * @param scale of the table, for messages
   * @throws UsageException if the result at the path of the run has other settings or inputs
   */
  @Nullable StoredRun findResult(StageStart start, StoredRuns all, TableScale scale)
      throws IOException {
    StoredResult<S> reader = new StoredResult<>(schema, settings.read(start), scale);
    RunRecord planned = reader.toReal(settings.toRecord(start));
    Path file = StoredRun.fileOf(directory);
    if (Files.exists(file)) {
      return reader.read(file, planned);
    }
    StoredRun elsewhere = all.find(planned, ResumeRules.ofResults(schema), reader::toReal);
    return elsewhere == null ? findEarlier(reader, planned) : elsewhere;
  }

  /** Finds the result of an older version that had fewer settings, which are not compared. */
  private @Nullable StoredRun findEarlier(StoredResult<S> reader, RunRecord planned)
      throws IOException {
    Path file = StoredRun.fileOf(earlier);
    try {
      return Files.exists(file) ? reader.read(file, planned) : null;
    } catch (UsageException e) {
      return null; // the result of another table
    }
  }

  /** Checks data and models before the first run, as far as they exist. */
  void check(StageStart start) throws IOException {
    Set<String> pending =
        run.inputs().keySet().stream()
            .filter(option -> !start.inputs().containsKey(option))
            .collect(Collectors.toUnmodifiableSet());
    recipe.check(settings.read(start), pending);
    for (GivenValue value : given.values()) {
      requireFiles(value);
    }
  }

  /** Requires the files of the user, which not every recipe checks. */
  private static void requireFiles(GivenValue value) {
    for (String path : Objects.requireNonNull(value.texts(), value.subject())) {
      if (!Files.exists(Path.of(path))) {
        throw new UsageException(
            "%s names %s, which does not exist".formatted(value.subject(), path));
      }
    }
  }

  /**
   * Carries out the run, or the rest of it, and writes its result.
   *
   * @return null if it was stopped
   * @throws NoResultException if it diverges or cannot go on, or its data or model cannot be used
   */
  @Nullable StoredRun train(StageStart start, Console console, StopSignal stop) throws IOException {
    boolean begun = Files.exists(directory);
    Path file = StoredRun.fileOf(directory);
    Files.createDirectories(file.toAbsolutePath().getParent());
    long begin = System.nanoTime();
    StageResult result = measure(settings.read(start), console, stop);
    if (result == null) {
      return null;
    }
    Double seconds = begun ? null : (System.nanoTime() - begin) / 1e9;
    FinishedRun finished =
        new FinishedRun(
            run.stage().recipe(),
            schema.toMap(settings.read(start)),
            finite(result.metrics()),
            seconds,
            StageSettings.digests(start),
            result.output());
    finished.write(file);
    return new StoredRun(file, finished);
  }

  private @Nullable StageResult measure(S settings, Console console, StopSignal stop)
      throws IOException {
    try {
      return recipe.train(settings, console, stop);
    } catch (InUseException e) {
      throw e; // another process is at work, which is not a fault of the run
    } catch (NonFiniteException e) {
      return divergedTrial(e);
    } catch (UsageException | CorruptDataException | RunFailedException e) {
      throw new NoResultException(e);
    }
  }

  /** A value with which training diverges has been tried, and is not the best. */
  private StageResult divergedTrial(NonFiniteException divergence) {
    Trials trials = run.stage().trials();
    if (trials == null) {
      throw new NoResultException(divergence);
    }
    return StageResult.of(Map.of(trials.metric(), Double.NaN));
  }

  private static Map<String, @Nullable Double> finite(Map<String, Double> metrics) {
    Map<String, @Nullable Double> finite = new LinkedHashMap<>();
    metrics.forEach((name, value) -> finite.put(name, Double.isFinite(value) ? value : null));
    return finite;
  }
}
