package io.noisette.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.text.DocumentFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The task of restoring case and punctuation: its data, and its results. */
final class RestorationTest {

  @TempDir private Path directory;

  @Test
  void sentencesLoseCaseAndPunctuationButNotApostrophesAndHyphens() {
    assertEquals(
        "it's a so-called 3 rd report mr müller",
        RestorationText.strip("It's a \"so-called\" 3(rd) report, Mr. Müller!"));
  }

  @Test
  void pairsAreWrittenFromSentencesOfFiveToTwentyWords() throws IOException {
    Path text = text("Too short. This sentence has six words exactly.");
    assertTrue(RestorationText.write(directory, text, text, DocumentFormat.LINE, 25));
    List<String> rows = Files.readAllLines(RestorationText.training(directory));
    assertEquals(25, rows.size());
    assertEquals(
        "{\"source\":\"this sentence has six words exactly\","
            + "\"target\":\"This sentence has six words exactly.\"}",
        rows.get(0));
  }

  @Test
  void aTextWithoutCaseAndPunctuationIsNoTask() throws IOException {
    Path text = text("all is said here in lower case");
    assertFalse(RestorationText.write(directory, text, text, DocumentFormat.LINE, 25));
    assertFalse(Files.exists(RestorationText.validation(directory)));
  }

  @Test
  void resultsScoreBothModelsAndTheSourcesOnTheSameSentences() throws IOException {
    Files.writeString(
        RestorationText.validation(directory),
        """
        {"source":"one two","target":"One two."}
        {"source":"three four","target":"Three, four."}
        """);
    predict(QuickstartRestoration.PRETRAINED, "One two.", "Three four.");
    assertFalse(RestorationResults.isIn(directory));
    predict(QuickstartRestoration.RANDOM, "This.", "This.");
    assertTrue(RestorationResults.isIn(directory));
    RestorationResults results = RestorationResults.read(directory);
    assertEquals(
        List.of(50.0, 0.0, 0.0), results.getScores().stream().map(score -> score.exact()).toList());
    assertTrue(results.getScores().get(0).chrf() > results.getScores().get(2).chrf());
    assertTrue(results.getScores().get(2).chrf() > results.getScores().get(1).chrf());
    assertEquals(
        new RestorationResults.Example("three four", "Three, four.", "Three four.", "This."),
        results.getExamples().get(1));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    results.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("  50 % exactly as they were"));
  }

  private Path text(String line) throws IOException {
    Path text = directory.resolve("text.txt");
    Files.write(text, Collections.nCopies(40, line));
    return text;
  }

  private void predict(String model, String... texts) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < texts.length; i++) {
      lines.append("{\"index\":%d,\"prediction\":\"%s\"}%n".formatted(i, texts[i]));
    }
    Path run = Files.createDirectories(directory.resolve(model));
    Files.writeString(run.resolve("validation-predictions.jsonl"), lines);
  }
}
