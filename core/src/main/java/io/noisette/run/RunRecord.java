package io.noisette.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import io.noisette.build.BuildInfo;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.JsonFault;
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
import org.jspecify.annotations.Nullable;

/**
 * {@code run.json}: what it takes to run a run again.
 *
 * @param verb the verb of the command line
 * @param settings after defaults, by option name: texts, numbers, booleans, lists of them, null
 * @param versions of Noisette, its source, the libraries and the JDK, by name
 * @param machine what the arithmetic may depend on: see {@link Machine}
 * @param digests SHA-256 of data, tokenizer and plug-ins, by what they are
 * @param sessions one for each time the run was started or resumed
 */
public record RunRecord(
    String verb,
    Map<String, @Nullable Object> settings,
    Map<String, String> versions,
    Map<String, String> machine,
    Map<String, String> digests,
    List<Session> sessions) {

  /** The file's name in the run directory. */
  public static final String FILE_NAME = "run.json";

  private static final long MAX_BYTES = 1 << 24;
  private static final Gson LINE =
      new GsonBuilder()
          .serializeNulls()
          .disableHtmlEscaping()
          .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
          .create();
  private static final Gson GSON = LINE.newBuilder().setPrettyPrinting().create();

  /**
   * A start of the run.
   *
   * @param started an instant as ISO 8601 writes it
   * @param fromStep the step of the checkpoint it resumed from, or 0
   * @param changes what was set otherwise than before, as {@link ResumeRules#check} tells it
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

  /** The record of a run that starts now, by this build on this machine. */
  public static RunRecord of(
      String verb, Map<String, @Nullable Object> settings, Map<String, String> digests)
      throws IOException {
    return new RunRecord(
        verb, settings, BuildInfo.load().getVersions(), Machine.describe(), digests, List.of());
  }

  /** This record after the sessions of an earlier one and one more. */
  public RunRecord after(List<Session> earlier, Session session) {
    List<Session> all = new ArrayList<>(earlier);
    all.add(session);
    return new RunRecord(verb, settings, versions, machine, digests, all);
  }

  public static boolean isIn(Path runDirectory) {
    return Files.isRegularFile(runDirectory.resolve(FILE_NAME));
  }

  /** Writes the file, atomically over an earlier one. */
  public void write(Path runDirectory) throws IOException {
    byte[] json = (GSON.toJson(this) + "\n").getBytes(StandardCharsets.UTF_8);
    DurableFiles.replace(runDirectory.resolve(FILE_NAME), json);
  }

  public static RunRecord read(Path runDirectory) throws IOException {
    Path path = runDirectory.resolve(FILE_NAME);
    if (Files.size(path) > MAX_BYTES) {
      throw new CorruptDataException(path + " is too large for a record of a run");
    }
    String json = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    try {
      RunRecord run = GSON.fromJson(json, RunRecord.class);
      if (run != null && run.verb != null) {
        return run;
      }
    } catch (JsonParseException e) {
      throw new CorruptDataException(
          path + " is not a record of a run: " + JsonFault.describe(e), e);
    } catch (RuntimeException e) {
      // Gson wraps what a compact constructor throws when a component is absent.
      throw new CorruptDataException(path + " lacks a part of a record of a run", e);
    }
    throw new CorruptDataException(path + " is not a record of a run");
  }

  private static Map<String, String> copy(Map<String, String> texts) {
    Map<String, String> copy = new LinkedHashMap<>();
    texts.forEach((name, text) -> copy.put(name, Objects.requireNonNull(text, name)));
    return Collections.unmodifiableMap(copy);
  }

  /** A value as {@code run.json} has it, on one line, for comparing and showing. */
  public static String show(@Nullable Object value) {
    return LINE.toJson(value);
  }
}
