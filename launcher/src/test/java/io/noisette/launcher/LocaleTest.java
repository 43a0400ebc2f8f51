package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
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

  private String dryRun(String language, String verb) throws Exception {
    List<String> options = List.of("-Duser.language=" + language, "-Duser.country=");
    return ChildMain.run(0, directory, options, List.of(verb, "--dry-run", "--lanes", "2"));
  }
}
