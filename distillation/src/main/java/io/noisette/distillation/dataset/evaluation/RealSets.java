package io.noisette.distillation.dataset.evaluation;

import io.noisette.distillation.dataset.SetDescription;
import io.noisette.distillation.dataset.real.LabelledTexts;
import io.noisette.random.Mix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Sets of real training texts, as large as a distilled set. */
final class RealSets {

  private static final int MOST_TEXTS = 500; // of each class, for means and centres
  private static final int RANDOM = 1;
  private static final int CENTRES = 2;

  private final EvaluatedSet set;
  private final SetDescription description;

  RealSets(EvaluatedSet set) {
    this.set = set;
    description = set.getDescription();
  }

  /** Draws random texts; a class with too few repeats some. */
  RealSet drawRandom(int number) {
    LabelledTexts train = set.getParts().train();
    int perClass = description.perClass();
    List<int[]> drawn = new ArrayList<>();
    for (int label = 0; label < description.labels().size(); label++) {
      int[] own = shuffle(train.findLabel(label), RANDOM, number, label);
      int[] taken = new int[perClass * description.steps()];
      Arrays.setAll(taken, i -> own[i % own.length]);
      drawn.add(taken);
    }
    List<List<double[]>> steps = new ArrayList<>();
    for (int step = 0; step < description.steps(); step++) {
      List<double[]> rows = new ArrayList<>();
      for (int[] own : drawn) {
        for (int i = 0; i < perClass; i++) {
          rows.add(TextMatrix.of(train, own[step * perClass + i], set));
        }
      }
      steps.add(rows);
    }
    return new RealSet(description, steps);
  }

  /** Returns the centres of k-means from random texts, over at most 500 texts of each class. */
  RealSet cluster(int number) {
    List<List<double[]>> texts = sample();
    int centres = description.perClass() * description.steps();
    List<List<Integer>> starts = new ArrayList<>();
    for (int label = 0; label < texts.size(); label++) {
      int[] all = new int[texts.get(label).size()];
      Arrays.setAll(all, i -> i);
      int[] order = shuffle(all, CENTRES, number, label);
      List<Integer> own = new ArrayList<>();
      for (int i = 0; i < centres; i++) {
        own.add(order[i % order.length]);
      }
      starts.add(own);
    }
    return new RealSet(description, RealRows.cluster(texts, starts, description.steps()));
  }

  /** Returns the means of the classes, over at most 500 texts of each. */
  RealSet average() {
    return new RealSet(
        description, RealRows.average(sample(), description.perClass(), description.steps()));
  }

  private List<List<double[]>> sample() {
    LabelledTexts train = set.getParts().train();
    List<List<double[]>> texts = new ArrayList<>();
    for (int label = 0; label < description.labels().size(); label++) {
      texts.add(
          Arrays.stream(train.findLabel(label))
              .limit(MOST_TEXTS)
              .mapToObj(text -> TextMatrix.of(train, text, set))
              .toList());
    }
    return texts;
  }

  private int[] shuffle(int[] texts, int purpose, int number, int label) {
    SplittableRandom random =
        new SplittableRandom(Mix.of(description.seed(), purpose, number, label));
    int[] shuffled = texts.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = kept;
    }
    return shuffled;
  }
}
