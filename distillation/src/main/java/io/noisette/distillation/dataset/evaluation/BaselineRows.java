package io.noisette.distillation.dataset.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.command.StopSignal;
import io.noisette.distillation.dataset.SetDescription;
import io.noisette.distillation.dataset.real.LabelledTexts;
import io.noisette.distillation.dataset.real.TextScorer;
import io.noisette.distillation.unroll.BackGradient;
import io.noisette.failure.NonFiniteException;
import io.noisette.random.Mix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Rows to compare a distilled set with (docs/papers.md 7.2): as many real texts, trained on with as
 * many steps at the best constant rate; nearest neighbours of them; all texts; the larger class.
 */
final class BaselineRows {

  private static final double BEST_SHARE = 0.2;
  private static final int TRIED = 3; // networks that choose a rate

  private final EvaluatedSet set;
  private final DatasetEvaluationConfig settings;
  private final BooleanSupplier goesOn;
  private final RealSets sets;

  BaselineRows(EvaluatedSet set, DatasetEvaluationConfig settings, StopSignal stop) {
    this.set = set;
    this.settings = settings;
    goesOn = () -> !stop.isRequested();
    sets = new RealSets(set);
  }

  List<EvaluatedRow> list() {
    List<EvaluatedRow> rows = new ArrayList<>();
    int count = settings.networks();
    rows.add(
        new EvaluatedRow(
            "random real texts",
            () -> train(IntStream.range(0, count).mapToObj(sets::drawRandom).toList())));
    rows.add(new EvaluatedRow("best fifth of random real texts", () -> trainBest(count)));
    rows.add(
        new EvaluatedRow(
            "centres of k-means",
            () -> train(IntStream.range(0, count).mapToObj(sets::cluster).toList())));
    rows.add(new EvaluatedRow("mean of each class", () -> train(List.of(sets.average()))));
    rows.add(
        new EvaluatedRow(
            "nearest neighbour among random real texts",
            () -> findNeighbours(IntStream.range(0, count).mapToObj(sets::drawRandom).toList())));
    rows.add(
        new EvaluatedRow(
            "nearest neighbour among the centres",
            () -> findNeighbours(IntStream.range(0, count).mapToObj(sets::cluster).toList())));
    if (settings.fullNetworks() > 0) {
      rows.add(new EvaluatedRow("all training texts, Adam", this::trainOnAll));
    }
    rows.add(new EvaluatedRow("larger class", this::measureLargerClass));
    return rows;
  }

  private RowResult train(List<RealSet> all) throws IOException {
    double rate = chooseRate(all.subList(0, Math.min(TRIED, all.size())));
    List<Double> values = new ArrayList<>();
    for (int number = 0;
        number < Math.max(all.size(), set.getStarts().isFixed() ? 1 : settings.networks());
        number++) {
      values.add(measure(all.get(number % all.size()), number, rate, false));
    }
    return new RowResult(values, List.of(), rate);
  }

  /** The sets that held-out training texts find best, each with its best rate. */
  private RowResult trainBest(int count) throws IOException {
    List<RealSet> all = IntStream.range(0, count).mapToObj(sets::drawRandom).toList();
    double rate = chooseRate(all.subList(0, Math.min(TRIED, all.size())));
    List<Double> scores = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      scores.add(measure(all.get(number), number, rate, true));
    }
    List<Integer> best =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer number) -> -scores.get(number)))
            .limit(Math.max(1, Math.round(BEST_SHARE * count)))
            .toList();
    List<Double> values = new ArrayList<>();
    for (int number : best) {
      values.add(measure(all.get(number), number, rate, false));
    }
    return new RowResult(values, List.of(), rate);
  }

  private double chooseRate(List<RealSet> some) throws IOException {
    double chosen = settings.rates().get(0);
    double most = -1;
    for (double rate : settings.rates()) {
      double sum = sumOrNone(some, rate);
      if (sum > most) {
        most = sum;
        chosen = rate;
      }
    }
    return chosen;
  }

  /** Returns the sum of the scores with a rate; -1 if a network diverges with it. */
  private double sumOrNone(List<RealSet> some, double rate) throws IOException {
    double sum = 0;
    try {
      for (int number = 0; number < some.size(); number++) {
        sum += measure(some.get(number), number, rate, true);
      }
    } catch (NonFiniteException e) {
      return -1;
    }
    return sum;
  }

  private double measure(RealSet texts, int number, double rate, boolean onHeldOutTraining)
      throws IOException {
    try (NDManager scope = set.getManager().newSubManager()) {
      List<NDArray> start = set.getStarts().getStart(scope, number, goesOn);
      List<NDArray> trained =
          new BackGradient(set.getNetworks().getNetwork().getKernels())
              .train(scope, texts.toData(scope, rate), start)
              .parameters();
      TextScorer scorer = newScorer();
      return onHeldOutTraining
          ? scorer.score(set.getParts().validation(), trained, goesOn).getAccuracy()
          : set.measure(scorer, trained, goesOn);
    }
  }

  private RowResult findNeighbours(List<RealSet> all) {
    List<Double> values = new ArrayList<>();
    for (RealSet texts : all) {
      if (goesOn.getAsBoolean()) {
        Neighbours neighbours = Neighbours.choose(texts, set, set.getParts().validation());
        values.add(set.measure(neighbours.predict(set.getHeld())));
      }
    }
    return RowResult.of(values);
  }

  private RowResult trainOnAll() throws IOException {
    SetDescription description = set.getDescription();
    List<Double> values = new ArrayList<>();
    for (int number = 0; number < settings.fullNetworks(); number++) {
      try (NDManager scope = set.getManager().newSubManager()) {
        List<NDArray> start = set.getStarts().getRandom(scope, number);
        List<NDArray> trained =
            set.getStarts()
                .newRealTraining()
                .train(
                    scope,
                    start,
                    set.getParts().train(),
                    settings.fullEpochs(),
                    Mix.of(description.seed(), number),
                    goesOn);
        if (trained != null) {
          values.add(set.measure(newScorer(), trained, goesOn));
        }
      }
    }
    return RowResult.of(values);
  }

  private RowResult measureLargerClass() {
    LabelledTexts train = set.getParts().train();
    int larger =
        IntStream.range(0, set.getDescription().labels().size())
            .boxed()
            .max(Comparator.comparingInt(label -> train.findLabel(label).length))
            .orElse(0);
    float[] predicted = new float[set.getHeld().getSize()];
    Arrays.fill(predicted, larger);
    return RowResult.of(List.of(set.measure(predicted)));
  }

  private TextScorer newScorer() {
    return new TextScorer(set.getManager(), set.getNetworks().getNetwork(), set.getTable());
  }
}
