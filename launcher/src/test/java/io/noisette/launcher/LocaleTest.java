package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers and texts are the same under any locale; Error Prone's DefaultLocale sees to the rest.
 */
final class LocaleTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"bart-pretrain", "sandwich-lm"})
  void theDryRunOfAGermanOrAnArabIsThatOfAnEnglishman(String verb) throws Exception {
    String english = dryRun("en", verb);
    assertTrue(english.contains("MiB for parameters"), english);
    for (String language : List.of("de", "ar", "tr")) {
      assertEquals(english, dryRun(language, verb), language);
    }
  }

  @Test
  void aCorpusHasTheSameBytesInEveryLanguage() throws Exception {
    Path text = directory.resolve("text.txt");
    Files.writeString(text, "One two three. Four 1234567 five.\n".repeat(1500));
    Path english = makeCorpus("en", text);
    for (String language : List.of("ar-u-nu-arab", "th-u-nu-thai", "tr")) {
      Path other = makeCorpus(language, text);
      try (Stream<Path> files = Files.walk(english)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path same = other.resolve(english.relativize(file).toString());
          assertEquals(-1, Files.mismatch(file, same), language + ": " + same);
        }
      }
    }
  }

  private Path makeCorpus(String language, Path text) throws Exception {
    Path made = Files.createDirectory(directory.resolve(language));
    String[] parts = language.split("-u-", 2);
    List<String> options =
        parts.length == 1
            ? List.of("-Duser.language=" + parts[0])
            : List.of("-Duser.language=" + parts[0], "-Duser.extensions=u-" + parts[1]);
    String input = text.toString();
    ChildMain.run(
        0,
        made,
        options,
        List.of("tokenizer-train", "--text", input, "--vocab-size", "300", "--output", "t.json"));
    ChildMain.run(
        0,
        made,
        options,
        List.of("prepare", "--text", input, "--tokenizer", "t.json", "--output", "corpus"));
    return made;
  }

  private String dryRun(String language, String verb) throws Exception {
    List<String> options = List.of("-Duser.language=" + language, "-Duser.country=");
    return ChildMain.run(0, directory, options, List.of(verb, "--dry-run", "--lanes", "2"));
  }
}
