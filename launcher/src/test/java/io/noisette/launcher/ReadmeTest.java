package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the README one after the other, training for two steps only. */
class ReadmeTest {

  private static final String PROGRAM = "./noisette ";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final int DOCUMENTS = 300;

  @TempDir private Path directory;

  @Test
  void theCommandsForOnesOwnTextWork() throws Exception {
    List<String> documents = SampleText.read().training().subList(0, DOCUMENTS);
    Files.write(directory.resolve("wiki.txt"), documents);
    List<String> verbs = new ArrayList<>();
    for (String command : commands("## Your own text")) {
      List<String> words = words(command.substring(PROGRAM.length()));
      verbs.add(words.get(0));
      if (words.get(0).equals("bart-pretrain")) {
        words.addAll(List.of("--steps", "2"));
      }
      assertTrue(!ChildMain.run(0, directory, List.of(), words).isBlank(), command);
    }
    assertEquals(
        List.of("tokenizer-train", "prepare", "noise-preview", "bart-pretrain", "infill", "export"),
        verbs);
    assertTrue(Files.isRegularFile(directory.resolve("runs/first/run.json")));
  }

  private static List<String> commands(String heading) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../README.md"));
    int start = lines.indexOf(heading);
    assertTrue(start >= 0, heading);
    return lines.subList(start + 1, lines.size()).stream()
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith(PROGRAM))
        .toList();
  }

  /** The words of a shell command, as far as quotes go. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    WORD.matcher(command)
        .results()
        .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
    return words;
  }
}
