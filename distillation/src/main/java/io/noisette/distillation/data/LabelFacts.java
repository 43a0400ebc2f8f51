package io.noisette.distillation.data;

import static java.util.stream.Collectors.joining;

import io.noisette.model.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts about the labels that were generated with one random seed.
 *
 * @param texts number of texts without labels
 * @param ties number of them with several equally likely classes, which are never kept
 * @param kept number of texts that are kept of each class; of a regression all, under {@code score}
 * @param views each view
 */
public record LabelFacts(
    long seed, int texts, int ties, Map<String, Integer> kept, List<ViewFacts> views) {

  /**
   * Facts about a view.
   *
   * @param noise the noise spec
   * @param agreement share of the texts that have the same class as in the identity view; null for
   *     a regression
   * @param emptied number of texts of which the noise left nothing, and which it does not judge
   */
  public record ViewFacts(String noise, @Nullable Double agreement, int emptied) {}

  public LabelFacts {
    kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    views = List.copyOf(views);
  }

  static LabelFacts of(long seed, ViewScores scores, GeneratedLabels generated) {
    Labels labels = scores.labels().labels();
    boolean isRegression = scores.labels().isRegression();
    Map<String, Integer> kept = new LinkedHashMap<>();
    for (int label = 0; label < labels.size(); label++) {
      String name = isRegression ? "score" : labels.names().get(label);
      kept.put(name, generated.countKept(label));
    }
    List<ViewFacts> views = new ArrayList<>();
    for (int view = 0; view < scores.views().size(); view++) {
      views.add(
          new ViewFacts(
              scores.views().get(view).toString(),
              isRegression ? null : Double.valueOf(scores.measureAgreement(view)),
              scores.emptied().get(view).cardinality()));
    }
    return new LabelFacts(seed, scores.countTexts(), generated.countTies(), kept, views);
  }

  /** Returns the facts as two lines of text. */
  String describe() {
    boolean isRegression = views.stream().allMatch(view -> view.agreement() == null);
    return isRegression ? describeScores() : describeClasses();
  }

  private String describeScores() {
    return String.format(Locale.ROOT, "scores of %,d texts%n%s", texts, describeViews());
  }

  private String describeClasses() {
    return String.format(
        Locale.ROOT,
        "labels of %,d texts, of which %,d are kept (%s), %,d ties%n%s",
        texts,
        kept.values().stream().mapToInt(count -> count).sum(),
        kept.entrySet().stream()
            .map(it -> String.format(Locale.ROOT, "%s %,d", it.getKey(), it.getValue()))
            .collect(joining(", ")),
        ties,
        describeViews());
  }

  private String describeViews() {
    return views.stream().skip(1).map(LabelFacts::describe).collect(joining("; "));
  }

  private static String describe(ViewFacts view) {
    Double agreement = view.agreement();
    String equal =
        agreement == null
            ? ""
            : String.format(
                Locale.ROOT, " has the class of the identity view for %.1f %%", 100 * agreement);
    String empty =
        view.emptied() == 0
            ? ""
            : String.format(Locale.ROOT, " (without %,d that it empties)", view.emptied());
    return "view " + view.noise() + equal + empty;
  }
}
