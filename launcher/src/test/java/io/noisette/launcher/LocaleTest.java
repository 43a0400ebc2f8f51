package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import io.noisette.command.CommandRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers and texts are the same under any locale; Error Prone's DefaultLocale sees to the rest.
 */
final class LocaleTest {

  private static final String END_OF_PLANS = "end of the plans\n";

  @TempDir private static Path directory;

  private static String englishPlans;

  @BeforeAll
  static void runInEnglish() throws Exception {
    Files.writeString(
        directory.resolve("text.txt"), "One two three. Four 1234567 five.\n".repeat(1500));
    englishPlans = run("en");
    assertTrue(englishPlans.contains("MiB for parameters"), englishPlans);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "ar-u-nu-arab", "th-u-nu-thai", "tr"})
  void plansAndTheBytesOfACorpusAreThoseOfAnEnglishman(String language) throws Exception {
    assertEquals(englishPlans, run(language));
    Path english = directory.resolve("en");
    try (Stream<Path> files = Files.walk(english)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path same = directory.resolve(language).resolve(english.relativize(file).toString());
        assertEquals(-1, Files.mismatch(file, same), language + ": " + same);
      }
    }
  }

  /** Makes dry runs and a corpus in one process of that language; returns the dry runs' output. */
  private static String run(String language) throws Exception {
    String[] parts = language.split("-u-", 2);
    List<String> options =
        parts.length == 1
            ? List.of("-Duser.language=" + parts[0], "-Duser.country=")
            : List.of("-Duser.language=" + parts[0], "-Duser.extensions=u-" + parts[1]);
    Path made = Files.createDirectory(directory.resolve(language));
    String output = ChildMain.run(CommandLines.class, 0, made, options, List.of());
    return output.substring(0, output.indexOf(END_OF_PLANS));
  }

  /** The main class of a process: as {@link Main}, for several command lines. */
  static final class CommandLines {

    private static final String TEXT = "../text.txt";

    private CommandLines() {}

    public static void main(String[] arguments) {
      execute("bart-pretrain", "--dry-run", "--lanes", "2");
      execute("sandwich-lm", "--dry-run", "--lanes", "2");
      System.out.print(END_OF_PLANS);
      execute("tokenizer-train", "--text", TEXT, "--vocab-size", "300", "--output", "t.json");
      execute("prepare", "--text", TEXT, "--tokenizer", "t.json", "--output", "corpus");
    }

    private static void execute(String... words) {
      int code =
          Guice.createInjector(Main.modules())
              .getInstance(CommandRunner.class)
              .execute(List.of(words));
      if (code != 0) {
        System.exit(code);
      }
    }
  }
}
