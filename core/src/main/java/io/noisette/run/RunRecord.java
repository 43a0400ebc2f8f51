package io.noisette.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import io.noisette.build.BuildInfo;
import io.noisette.failure.CorruptDataException;
import io.noisette.settings.OldNames;
import io.noisette.text.InvalidUtf8Exception;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Contents of {@code run.json}: everything needed to repeat a run.
 *
 * @param verb name of the subcommand
 * @param settings all settings, defaults included, by option name: strings, numbers, booleans,
 *     lists of them, null
 * @param versions versions of Noisette, its source, the libraries and the JDK, by name
 * @param machine properties on which the arithmetic may depend; see {@link Machine}
 * @param digests SHA-256 of corpora, tokenizer and plug-ins, by kind
 * @param sessions one session per start or resume of the run
 * @param facts what the settings do not tell; null in records of older versions, and in records of
 *     what is not a training run
 */
public record RunRecord(
    String verb,
    Map<String, @Nullable Object> settings,
    Map<String, String> versions,
    Map<String, String> machine,
    Map<String, String> digests,
    List<Session> sessions,
    @Nullable RunFacts facts) {

  /** Name of the record file in the run directory. */
  public static final String FILE_NAME = "run.json";

  private static final String IDENTITY_FILE_NAME = "identity.json";
  private static final long MAX_BYTES = 1 << 24;
  private static final Gson LINE =
      new GsonBuilder()
          .serializeNulls()
          .disableHtmlEscaping()
          .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
          .create();
  private static final Gson GSON = LINE.newBuilder().setPrettyPrinting().create();

  /**
   * A session: one start or resume of the run.
   *
   * @param started start time in ISO 8601
   * @param fromStep step of the checkpoint from which it resumed, or 0
   * @param changes settings that differ from earlier sessions, as returned by {@link
   *     ResumeRules#check}
   */
  public record Session(String started, long fromStep, List<String> changes) {
    public Session {
      Objects.requireNonNull(started, "started");
      changes = List.copyOf(changes);
    }
  }

  public RunRecord {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    versions = copy(versions);
    machine = copy(machine);
    digests = copy(digests);
    sessions = List.copyOf(sessions);
  }

  /** Creates a record without facts. */
  public RunRecord(
      String verb,
      Map<String, @Nullable Object> settings,
      Map<String, String> versions,
      Map<String, String> machine,
      Map<String, String> digests,
      List<Session> sessions) {
    this(verb, settings, versions, machine, digests, sessions, null);
  }

  /** Creates the record of a new run by this build on this machine. */
  public static RunRecord of(
      String verb, Map<String, @Nullable Object> settings, Map<String, String> digests)
      throws IOException {
    return new RunRecord(
        verb, settings, BuildInfo.load().getVersions(), Machine.describe(), digests, List.of());
  }

  /** Returns a copy of this record with the sessions of an earlier record and a new one. */
  public RunRecord after(List<Session> earlier, Session session) {
    List<Session> all = new ArrayList<>(earlier);
    all.add(session);
    return new RunRecord(verb, settings, versions, machine, digests, all, facts);
  }

  /**
   * Writes {@code identity.json} into a checkpoint: subcommand, input digests and settings of the
   * run, so that a copy of the checkpoint can still be matched to its run.
   */
  public void writeIdentity(Path checkpoint, ResumeRules rules) throws IOException {
    Map<String, @Nullable Object> bound = new LinkedHashMap<>(settings);
    bound.keySet().removeAll(rules.free());
    bound.keySet().removeAll(rules.raisable());
    RunRecord identity = new RunRecord(verb, bound, Map.of(), Map.of(), digests, List.of());
    Files.writeString(checkpoint.resolve(IDENTITY_FILE_NAME), GSON.toJson(identity) + "\n");
  }

  /**
   * Reads the {@code identity.json} of a checkpoint, or returns null if an older version wrote the
   * checkpoint without one.
   *
   * @throws CorruptDataException if the file is damaged
   */
  public static @Nullable RunRecord findIdentity(Path checkpoint) throws IOException {
    Path path = checkpoint.resolve(IDENTITY_FILE_NAME);
    return Files.exists(path) ? readFile(path) : null;
  }

  /** Returns a copy in which settings that an earlier version recorded have their current names. */
  public RunRecord withCurrentNames(OldNames oldNames) {
    Map<String, @Nullable Object> renamed = oldNames.replaceIn(settings);
    return new RunRecord(verb, renamed, versions, machine, digests, sessions, facts);
  }

  /** Returns a copy with facts about the run. */
  public RunRecord withFacts(RunFacts known) {
    return new RunRecord(verb, settings, versions, machine, digests, sessions, known);
  }

  /** Returns true if a directory holds the record of a run. */
  public static boolean isIn(Path runDirectory) {
    return Files.isRegularFile(runDirectory.resolve(FILE_NAME));
  }

  /** Writes {@code run.json} atomically, replacing an earlier one. */
  public void write(Path runDirectory) throws IOException {
    byte[] json = (GSON.toJson(this) + "\n").getBytes(StandardCharsets.UTF_8);
    DurableFiles.replace(runDirectory.resolve(FILE_NAME), json);
  }

  /**
   * Reads the record of a run.
   *
   * @throws CorruptDataException if the file is damaged
   */
  public static RunRecord read(Path runDirectory) throws IOException {
    return readFile(runDirectory.resolve(FILE_NAME));
  }

  private static RunRecord readFile(Path path) throws IOException {
    if (Files.size(path) > MAX_BYTES) {
      throw new CorruptDataException(
          path + " is too large for the record of a run: more than " + MAX_BYTES + " bytes");
    }
    try {
      RunRecord run = StrictJson.read(GSON, WholeFile.readText(path), RunRecord.class);
      if (run != null && run.verb != null) {
        return run;
      }
    } catch (JsonParseException | InvalidUtf8Exception e) {
      throw new CorruptDataException(
          path + " is not a valid record of a run: " + JsonFault.describe(e), e);
    } catch (RuntimeException e) {
      // Gson wraps the exception of a compact constructor for an absent component.
      throw new CorruptDataException(
          path
              + " is not the record of a run: one of the keys that every record has is missing:"
              + " verb, settings",
          e);
    }
    throw new CorruptDataException(path + " is not the record of a run: the key verb is missing");
  }

  private static Map<String, String> copy(Map<String, String> texts) {
    // In order of names: the entries of Map.of have another order in each process.
    Map<String, String> copy = new TreeMap<>();
    texts.forEach((name, text) -> copy.put(name, Objects.requireNonNull(text, name)));
    return Collections.unmodifiableMap(copy);
  }

  /** Formats a value as in {@code run.json}, on one line, for comparison and display. */
  public static String show(@Nullable Object value) {
    return LINE.toJson(value);
  }
}
