package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.noisette.command.Command;
import io.noisette.command.Variants;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks the shells themselves what they would offer. */
class CompletionTest {

  /**
   * As bash calls it; and as zsh does, in which only a widget may call what the functions replace.
   */
  private static final String DRIVER =
      """
      if [ -n "${ZSH_VERSION:-}" ]; then
        compdef() { :; }
        compset() { PREFIX=${PREFIX#*=}; }
        compadd() { shift; print -rl -- "$@"; }
        _files() { print -rl -- *; }
        source ./completion
        words=(noisette "$@") CURRENT=$(($# + 1)) PREFIX=${@: -1}
        _noisette || :
      else
        source ./completion
        COMP_WORDS=(noisette "$@") COMP_CWORD=$#
        _noisette noisette
        printf '%s\\n' "${COMPREPLY[@]}"
      fi
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void offersVerbsOptionsChoicesAndPaths(String shell) throws Exception {
    requireShell(shell);
    String script = ChildMain.run(0, directory, List.of(), List.of("completion", shell));
    Files.writeString(directory.resolve("completion"), script);
    Files.writeString(directory.resolve("driver"), DRIVER);
    Files.createDirectory(directory.resolve("my corpus"));

    assertEquals(Set.of("bart-pretrain"), ask(shell, "ba"));
    assertTrue(ask(shell, "").containsAll(Set.of("quickstart", "doctor", "--help")));
    assertEquals(Set.of("--preset"), ask(shell, "bart-pretrain", "--pres"));
    assertTrue(ask(shell, "bart-pretrain", "").contains("--corpus"));
    assertTrue(ask(shell, "bart-pretrain", "--preset", "").containsAll(Set.of("tiny", "large")));
    assertEquals(Set.of("tiny"), ask(shell, joined(shell, "bart-pretrain", "--preset", "t")));
    assertTrue(
        ask(shell, joined(shell, "bart-pretrain", "--preset", "tiny", "")).contains("--steps"));
    assertEquals(Set.of("my corpus"), ask(shell, joined(shell, "bart-pretrain", "--corpus", "my")));
    assertTrue(ask(shell, "bart-pretrain", "--preset", "tiny", "").contains("--steps"));
    assertEquals(Set.of(), ask(shell, "bart-pretrain", "--steps", ""));
    assertTrue(ask(shell, "bart-pretrain", "--dry-run", "").contains("--steps"));
    assertEquals(
        Set.of("completion", "driver", "my corpus"), ask(shell, "bart-pretrain", "--corpus", ""));
    assertEquals(Set.of("my corpus"), ask(shell, "bart-pretrain", "--corpus", "my"));
    assertEquals(Set.of("driver"), ask(shell, "prepare", "--text", "completion", "dr"));
    assertEquals(Set.of("driver"), ask(shell, "verify-parity", "--format", "json", "dr"));
    assertEquals(Set.of("denoising"), ask(shell, "evaluate", "--task", "deno"));
    assertTrue(ask(shell, "evaluate", "--").containsAll(Set.of("--task", "--model")));
    assertEquals(Set.of("bash", "zsh"), ask(shell, "completion", ""));
    assertEquals(Set.of("cola"), ask(shell, "freelb-finetune", "--task", "col"));
    assertEquals(Set.of("squad1", "squad2"), ask(shell, "freelb-finetune", "--task", "squ"));
    assertEquals(Set.of("cola", "completion"), ask(shell, "distill-data", "--task", "co"));
    assertEquals(Set.of("freelb-table1"), ask(shell, "reproduce", "freelb-table1"));
    assertEquals(Set.of("driver"), ask(shell, "reproduce", "dr"));
    assertEquals(Set.of("never"), ask(shell, "bart-pretrain", "--resume", "ne"));
    assertEquals(Set.of("intl"), ask(shell, "evaluate", "--tokenizer", "int"));
    assertFalse(ask(shell, "no-such-verb", "").contains("--steps"));
  }

  /** What has a list of names, or may have one: these are where a user looks for them. */
  @Test
  void everyTaskAndArgumentOfEverySubcommandIsCompleted() {
    Map<String, Command<?>> commands =
        Guice.createInjector(Main.modules()).getInstance(Key.get(new TypeLiteral<>() {}));
    List<String> silent = new ArrayList<>();
    commands.forEach(
        (verb, command) -> {
          Set<String> choosing =
              command.getVariants().stream().map(Variants::option).collect(Collectors.toSet());
          for (SettingDefinition setting :
              SettingsSchema.of(command.getSettingsType()).getDefinitions()) {
            boolean named = setting.getName().equals("task") || setting.isPositional();
            if (named
                && !choosing.contains(setting.getName())
                && !setting.isPath()
                && setting.getChoices().isEmpty()
                && !command.getNames().containsKey(setting.getName())) {
              silent.add(verb + " " + setting.getSubject());
            }
          }
          command
              .getNames()
              .forEach((name, names) -> assertFalse(names.isEmpty(), verb + " --" + name));
        });
    assertEquals(List.of(), silent);
  }

  private Set<String> ask(String shell, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(shell, "driver"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    // zsh leaves it to its completion to pick those that start with what is typed.
    String typed = shell.equals("zsh") ? words[words.length - 1].replaceFirst(".*=", "") : "";
    return output
        .lines()
        .filter(line -> !line.isEmpty() && line.startsWith(typed))
        .collect(Collectors.toSet());
  }

  /** Words of a line with {@code option=value}, of which bash makes three and zsh one. */
  private static String[] joined(String shell, String verb, String option, String... values) {
    List<String> words = new ArrayList<>(List.of(verb));
    words.addAll(
        shell.equals("zsh") ? List.of(option + "=" + values[0]) : List.of(option, "=", values[0]));
    words.addAll(List.of(values).subList(1, values.length));
    return words.toArray(String[]::new);
  }

  private static void requireShell(String shell) throws InterruptedException {
    try {
      assertEquals(0, new ProcessBuilder(shell, "-c", ":").start().waitFor());
    } catch (IOException e) {
      abort(shell + " is not installed");
    }
  }
}
