package io.noisette.run;

import io.noisette.failure.UsageException;
import io.noisette.settings.OldNames;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.SettingsSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which settings may change when a run is resumed; any other change is refused, because it would
 * make a different run.
 *
 * @param free settings that do not affect the numbers of a run, such as {@code checkpoint-every};
 *     may change freely
 * @param raisable numbers that may only increase, such as {@code steps}
 * @param definitions settings that are the name of something built in, or the path of a file that
 *     defines it, such as {@code task}; the path may change if the digest of the file is recorded
 *     under the name of the setting and is the same
 * @param oldNames names under which earlier versions recorded the settings
 */
public record ResumeRules(
    Set<String> free, Set<String> raisable, Set<String> definitions, OldNames oldNames) {

  public ResumeRules {
    free = Set.copyOf(free);
    raisable = Set.copyOf(raisable);
    definitions = Set.copyOf(definitions);
  }

  /**
   * Returns the rules for resuming a run, derived from the {@link Setting#resume} of its settings.
   */
  public static ResumeRules ofRuns(SettingsSchema<?> settings) {
    return new ResumeRules(
        namesOf(settings, OnResume::isFreeInRuns),
        namesOf(settings, resume -> resume == OnResume.RAISABLE),
        namesOf(settings, resume -> resume == OnResume.DEFINITION),
        settings.getOldNames());
  }

  /**
   * Returns the rules under which the result of an earlier run may be reused for given settings,
   * derived from {@link Setting#resume}.
   */
  public static ResumeRules ofResults(SettingsSchema<?> settings) {
    return new ResumeRules(
        namesOf(settings, OnResume::isFreeInResults), Set.of(), Set.of(), settings.getOldNames());
  }

  /**
   * Compares the settings and input digests of a resumed run with those at its start, and returns
   * descriptions of the permitted changes.
   *
   * <p>Settings that only one of the records has belong to another version of Noisette and are not
   * compared. A further file beside recorded ones is a change of the input, as is one less.
   * Versions and machine may change, after which results are no longer guaranteed to be identical
   * to the byte.
   *
   * @return allowed changes, such as {@code --steps was 60, is 120}
   * @throws UsageException if a change is not allowed
   */
  public List<String> check(Path runDirectory, RunRecord before, RunRecord now) {
    return check(runDirectory, before, now, "give the original settings, or another --output");
  }

  /**
   * Compares as {@link #check(Path, RunRecord, RunRecord)} does.
   *
   * @param remedy what to do if a change is not allowed, as the end of the message
   */
  public List<String> check(Path runDirectory, RunRecord before, RunRecord now, String remedy) {
    List<String> allowed = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    if (!before.verb().equals(now.verb())) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s is a run of %s, not of %s; give another --output or --resume",
              runDirectory,
              before.verb(),
              now.verb()));
    }
    Map<String, @Nullable Object> recorded = before.withCurrentNames(oldNames).settings();
    for (String name : common(recorded, now.settings())) {
      Object old = recorded.get(name);
      Object given = now.settings().get(name);
      if (!RunRecord.show(old).equals(RunRecord.show(given))) {
        boolean isFile = definitions.contains(name) && isFileInBoth(name, before, now);
        boolean isAllowed = free.contains(name) || isFile || isRaised(name, old, given);
        (isAllowed ? allowed : refused).add(change("--" + name, old, given));
      }
    }
    before
        .digests()
        .forEach(
            (name, digest) -> {
              String given = now.digests().get(name);
              if (given == null) {
                refused.add(name + ", which the run was started with, is not given now");
              } else if (!digest.equals(given)) {
                refused.add(change("the SHA-256 of " + name, digest, given));
              }
            });
    now.digests()
        .forEach(
            (name, digest) -> {
              boolean isNew = !before.digests().containsKey(name);
              if (isNew && (isCode(name) || isOneMore(name, before.digests()))) {
                refused.add("the run was started without " + name);
              }
            });
    addChanges(before.versions(), now.versions(), allowed);
    addChanges(before.machine(), now.machine(), allowed);
    if (!refused.isEmpty()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s cannot be resumed with other settings: %s; %s",
              runDirectory,
              String.join("; ", refused),
              remedy));
    }
    return List.copyOf(allowed);
  }

  /** Returns whether a digest is that of code, which may take the place of Noisette's own. */
  private static boolean isCode(String name) {
    return name.startsWith("plug-in ") || name.startsWith("noising function ");
  }

  /** Returns whether a digest is that of a further file, such as {@code train file 3} after 2. */
  private static boolean isOneMore(String name, Map<String, String> before) {
    String first = name.replaceFirst(" \\d+$", " 1");
    return !first.equals(name) && before.containsKey(first);
  }

  private static Set<String> namesOf(SettingsSchema<?> settings, Predicate<OnResume> which) {
    return settings.getDefinitions().stream()
        .filter(setting -> which.test(setting.getResume()))
        .map(SettingDefinition::getName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns whether a setting was and is the path of a file whose digest is compared. */
  private static boolean isFileInBoth(String name, RunRecord before, RunRecord now) {
    return before.digests().containsKey(name) && now.digests().containsKey(name);
  }

  private boolean isRaised(String name, @Nullable Object old, @Nullable Object given) {
    return raisable.contains(name)
        && old instanceof Number from
        && given instanceof Number to
        && to.doubleValue() > from.doubleValue();
  }

  private static void addChanges(
      Map<String, String> before, Map<String, String> now, List<String> changes) {
    for (String name : common(before, now)) {
      if (!Objects.equals(before.get(name), now.get(name))) {
        changes.add(change(name, before.get(name), now.get(name)));
      }
    }
  }

  private static Set<String> common(
      Map<String, ? extends @Nullable Object> first,
      Map<String, ? extends @Nullable Object> second) {
    Set<String> names = new TreeSet<>(first.keySet());
    names.retainAll(second.keySet());
    return names;
  }

  private static String change(String name, @Nullable Object old, @Nullable Object given) {
    return name + " was " + RunRecord.show(old) + ", is " + RunRecord.show(given);
  }
}
