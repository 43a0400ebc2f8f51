package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunRecordTest {

  private static final SettingsSchema<Settings> SETTINGS = SettingsSchema.of(Settings.class);
  private static final ResumeRules RULES = ResumeRules.ofRuns(SETTINGS);

  /** One of each kind. */
  record Settings(
      @Setting(help = "what to undo") String noise,
      @Setting(help = "number of threads", resume = OnResume.ROUNDING) int threads,
      @Setting(help = "number of steps", resume = OnResume.RAISABLE, alias = "updates") int steps,
      @Setting(help = "corpus to train on", resume = OnResume.INPUT) Path corpus,
      @Setting(help = "steps between checkpoints", resume = OnResume.FREE) int checkpointEvery) {}

  @TempDir Path run;

  @Test
  void aRecordComesBackAsItWas() throws IOException {
    RunRecord record = record(Map.of("big-seed", Long.MAX_VALUE, "paths", List.of("a", "b")));
    assertFalse(RunRecord.isIn(run));
    record.write(run);
    assertTrue(RunRecord.isIn(run));
    assertEquals(record, RunRecord.read(run));
    assertEquals(List.of(), RULES.check(run, RunRecord.read(run), record));
  }

  @Test
  void theOrderOfDigestsAndVersionsIsThatOfTheirNames() throws IOException {
    Map<String, String> shuffled = new LinkedHashMap<>();
    List.of("train", "dev", "model").forEach(name -> shuffled.put(name, "x"));
    new RunRecord("verb", Map.of(), shuffled, shuffled, shuffled, List.of()).write(run);
    JsonObject json =
        JsonParser.parseString(Files.readString(run.resolve("run.json"))).getAsJsonObject();
    for (String part : List.of("versions", "machine", "digests")) {
      assertEquals(
          List.of("dev", "model", "train"), List.copyOf(json.getAsJsonObject(part).keySet()), part);
    }
  }

  @Test
  void oneMoreFileOfAnInputIsRefusedLikeOneLess() {
    RunRecord two = withDigests(Map.of("train file 1", "a", "train file 2", "b"));
    RunRecord one = withDigests(Map.of("train file 1", "a"));
    var more = assertThrows(UsageException.class, () -> RULES.check(run, one, two));
    assertTrue(
        more.getMessage().contains("the run was started without train file 2;"), more::getMessage);
    var less = assertThrows(UsageException.class, () -> RULES.check(run, two, one));
    assertTrue(
        less.getMessage().contains("train file 2, which the run was started with, is not given"),
        less::getMessage);
    assertEquals(List.of(), RULES.check(run, withDigests(Map.of()), two));
  }

  private static RunRecord withDigests(Map<String, String> digests) {
    return new RunRecord("verb", Map.of(), Map.of(), Map.of(), digests, List.of());
  }

  @Test
  void sessionsAddUp() {
    var first = new RunRecord.Session("2026-01-01T00:00:00Z", 0, List.of());
    var second = new RunRecord.Session("2026-01-02T00:00:00Z", 25, List.of("--steps was 1, is 2"));
    RunRecord resumed = record(Map.of()).after(List.of(first), second);
    assertEquals(List.of(first, second), resumed.sessions());
  }

  @Test
  void allowedChangesAreTold() {
    RunRecord before = record(Map.of("steps", 60L, "checkpoint-every", 5L));
    RunRecord now = record(Map.of("steps", 120, "checkpoint-every", 1));
    assertEquals(
        List.of("--checkpoint-every was 5, is 1", "--steps was 60, is 120"),
        RULES.check(run, before, now));
  }

  @Test
  void otherChangesAreRefusedByName() {
    RunRecord before = record(Map.of("steps", 60L, "noise", "infill", "learning-rate", 1e-3));
    RunRecord now = record(Map.of("steps", 50L, "noise", "mask-tokens", "learning-rate", 2e-3));
    var e = assertThrows(UsageException.class, () -> RULES.check(run, before, now));
    assertTrue(
        e.getMessage()
            .contains(
                "--learning-rate was 0.001, is 0.002; --noise was \"infill\", is \"mask-tokens\";"
                    + " --steps was 60, is 50"),
        e.getMessage());
  }

  @Test
  void settingsUnderOldNamesAreCompared() {
    RunRecord before = record(Map.of("updates", 60L));
    assertEquals(
        List.of("--steps was 60, is 120"), RULES.check(run, before, record(Map.of("steps", 120))));
    RunRecord fewer = record(Map.of("steps", 50));
    assertThrows(UsageException.class, () -> RULES.check(run, before, fewer));
  }

  @Test
  void aRunMayHaveItsCorpusElsewhereAndNoOtherThreads() {
    RunRecord before = record(Map.of("corpus", "here", "threads", 1));
    RunRecord moved = record(Map.of("corpus", "there", "threads", 1));
    assertEquals(List.of("--corpus was \"here\", is \"there\""), RULES.check(run, before, moved));
    RunRecord now = record(Map.of("corpus", "here", "threads", 2));
    assertThrows(UsageException.class, () -> RULES.check(run, before, now));
  }

  @Test
  void aResultIsThatOfAnyThreadsAndOfNoOtherCorpusOrLength() {
    ResumeRules rules = ResumeRules.ofResults(SETTINGS);
    assertEquals(Set.of("threads", "checkpoint-every"), rules.free());
    RunRecord before = record(Map.of("steps", 60L));
    RunRecord now = record(Map.of("steps", 120L));
    assertThrows(UsageException.class, () -> rules.check(run, before, now));
  }

  @Test
  void otherDataAreRefused() {
    RunRecord before = record(Map.of());
    RunRecord now =
        new RunRecord(
            "bart-pretrain", Map.of(), Map.of(), Map.of(), Map.of("corpus", "beef"), List.of());
    var e = assertThrows(UsageException.class, () -> RULES.check(run, before, now));
    assertTrue(e.getMessage().contains("the SHA-256 of corpus was \"cafe\", is \"beef\""));
  }

  @Test
  void anotherVerbIsRefused() {
    RunRecord before = record(Map.of());
    RunRecord now =
        new RunRecord("sandwich-lm", Map.of(), Map.of(), Map.of(), before.digests(), List.of());
    var e = assertThrows(UsageException.class, () -> RULES.check(run, before, now));
    assertTrue(
        e.getMessage().contains("is a run of bart-pretrain, not of sandwich-lm; give another"));
  }

  @Test
  void aFileThatIsNoRecordIsCorrupt() throws IOException {
    for (String text :
        List.of("", "null", "[]", "{}", "{\"verb\":\"x\"}", "{\"verb\":", "[".repeat(9_999))) {
      Files.writeString(run.resolve("run.json"), text);
      assertThrows(CorruptDataException.class, () -> RunRecord.read(run), text);
    }
  }

  @Test
  void aDigestOfNothingIsCorrupt() throws IOException {
    Map<String, String> texts = Map.of("corpus", "12");
    new RunRecord("train", Map.of(), texts, texts, texts, List.of()).write(run);
    Path file = run.resolve("run.json");
    Files.writeString(file, Files.readString(file).replace("\"12\"", "null"));
    assertThrows(CorruptDataException.class, () -> RunRecord.read(run));
  }

  @Test
  void theMachineIsDescribed() throws IOException {
    Map<String, String> machine = Machine.describe();
    assertTrue(machine.get("jdk").contains("17") || !machine.get("jdk").isBlank());
    assertTrue(Integer.parseInt(machine.get("processors")) > 0);
  }

  @Test
  void variablesThatChangeTheArithmeticAreOfTheMachine() throws IOException {
    assertTrue(Machine.describe().containsKey("environment"));
    assertEquals("default", Machine.choices(Map.of("HOME", "/home/ann")));
    assertEquals(
        "ATEN_CPU_CAPABILITY=avx2 MKL_CBWR=AVX2",
        Machine.choices(
            Map.of("MKL_CBWR", "AVX2", "HOME", "/home/ann", "ATEN_CPU_CAPABILITY", "avx2")));
  }

  private static RunRecord record(Map<String, ?> settings) {
    Map<String, Object> withNull = new LinkedHashMap<>(settings);
    withNull.put("init-from", null);
    return new RunRecord(
        "bart-pretrain",
        withNull,
        Map.of("noisette", "0.1.0"),
        Map.of("processor", "fast"),
        Map.of("corpus", "cafe"),
        List.of());
  }
}
