package io.noisette.quickstart;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.evaluation.text.Chrf;
import io.noisette.evaluation.text.ChrfOptions;
import io.noisette.evaluation.text.ExactMatch;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.text.Excerpt;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Results of the fine-tuning stage of quickstart: what two models made of held-out sentences in
 * lower case and without punctuation.
 *
 * @param sources sentences as the models get them
 * @param references sentences as they were
 * @param pretrained what the pretrained model wrote
 * @param random what the model wrote that began with random weights
 */
record RestorationResults(
    List<String> sources, List<String> references, List<String> pretrained, List<String> random) {

  static final String EXPLANATION =
      "Both models were fine-tuned in the same way on sentences of the training text, in lower case"
          + " and without punctuation, to write them as they were; these are held-out sentences."
          + " chrF compares n-grams of characters, and is 100 if all sentences are as they were.";

  private static final String PREDICTIONS = "validation-predictions.jsonl";
  private static final int EXAMPLES = 3;
  private static final int SHOWN = 109; // characters of a text that a model wrote

  /**
   * How well a model did.
   *
   * @param model what it is
   * @param exact share of sentences that are exactly as they were, in percent
   * @param chrf of all sentences
   */
  record Score(String model, double exact, double chrf) {}

  /** A sentence, and what became of it. */
  record Example(String source, String reference, String pretrained, String random) {}

  /** Returns whether both models have written their texts. */
  static boolean isIn(Path directory) {
    return Files.isRegularFile(predictions(directory, QuickstartRestoration.PRETRAINED))
        && Files.isRegularFile(predictions(directory, QuickstartRestoration.RANDOM));
  }

  static RestorationResults read(Path directory) throws IOException {
    List<JsonObject> pairs = lines(RestorationText.validation(directory));
    List<JsonObject> written = lines(predictions(directory, QuickstartRestoration.PRETRAINED));
    return new RestorationResults(
        written.stream().map(line -> pairOf(line, pairs, "source")).toList(),
        written.stream().map(line -> pairOf(line, pairs, "target")).toList(),
        texts(written),
        texts(lines(predictions(directory, QuickstartRestoration.RANDOM))));
  }

  /** Returns the scores of both models, and of the sentences as the models get them. */
  List<Score> getScores() {
    return List.of(
        score("pretrained, then fine-tuned", pretrained),
        score("random weights, then fine-tuned", random),
        score("sentences as they are given", sources));
  }

  /** Returns the first sentences. */
  List<Example> getExamples() {
    return IntStream.range(0, Math.min(EXAMPLES, sources.size()))
        .mapToObj(
            i ->
                new Example(
                    sources.get(i),
                    references.get(i),
                    Excerpt.of(pretrained.get(i), SHOWN),
                    Excerpt.of(random.get(i), SHOWN)))
        .toList();
  }

  void print(PrintStream out) {
    out.println("Case and punctuation of held-out sentences, restored after fine-tuning:");
    for (Score score : getScores()) {
      out.printf(
          Locale.ROOT,
          "  %-32s %3.0f %% exactly as they were, chrF %.1f%n",
          score.model(),
          score.exact(),
          score.chrf());
    }
    for (Example example : getExamples()) {
      out.printf("%n  %s%n", example.source());
      out.printf("    was:         %s%n", example.reference());
      out.printf("    pretrained:  %s%n", example.pretrained());
      out.printf("    random:      %s%n", example.random());
    }
    out.println();
  }

  private Score score(String model, List<String> texts) {
    return new Score(
        model, measure(new ExactMatch(), texts), measure(new Chrf(ChrfOptions.DEFAULT), texts));
  }

  private double measure(TextMetric metric, List<String> texts) {
    return metric.score(texts, references.stream().map(List::of).toList()).getMain();
  }

  private static String pairOf(JsonObject line, List<JsonObject> pairs, String side) {
    return pairs.get(line.get("index").getAsInt()).get(side).getAsString();
  }

  private static List<String> texts(List<JsonObject> lines) {
    return lines.stream().map(line -> line.get("prediction").getAsString()).toList();
  }

  private static List<JsonObject> lines(Path file) throws IOException {
    List<JsonObject> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JsonParser.parseString(line).getAsJsonObject());
    }
    return lines;
  }

  private static Path predictions(Path directory, String model) {
    return directory.resolve(model).resolve(PREDICTIONS);
  }
}
