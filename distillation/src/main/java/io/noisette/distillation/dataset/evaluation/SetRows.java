package io.noisette.distillation.dataset.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.command.StopSignal;
import io.noisette.distillation.dataset.DistilledSet;
import io.noisette.distillation.dataset.NearestWords;
import io.noisette.distillation.dataset.NetworkKind;
import io.noisette.distillation.dataset.SetDescription;
import io.noisette.distillation.dataset.real.TextScorer;
import io.noisette.distillation.dataset.real.TextScores;
import io.noisette.distillation.unroll.BackGradient;
import io.noisette.distillation.unroll.SyntheticData;
import io.noisette.distillation.unroll.TextNetwork;
import io.noisette.engine.Parameters;
import io.noisette.random.Mix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Rows of networks that were trained on the distilled set, in several ways. */
final class SetRows {

  private static final int SHUFFLE = 0x73687566;

  private final EvaluatedSet set;
  private final DatasetEvaluationConfig settings;
  private final BooleanSupplier goesOn;

  SetRows(EvaluatedSet set, DatasetEvaluationConfig settings, StopSignal stop) {
    this.set = set;
    this.settings = settings;
    goesOn = () -> !stop.isRequested();
  }

  List<EvaluatedRow> list() {
    List<EvaluatedRow> rows = new ArrayList<>();
    SetDescription description = set.getDescription();
    if (description.init().isPretrained()) {
      rows.add(new EvaluatedRow("before the training on the set", this::measureStarts));
    }
    rows.add(new EvaluatedRow("own schedule", this::measureOwn));
    if (set.isAttack()) {
      return rows;
    }
    if (set.getStarts().isFixed()) {
      rows.add(new EvaluatedRow("own schedule, other initial weights", this::measureOthers));
    }
    rows.add(new EvaluatedRow("shuffled, mean rate", this::measureShuffled));
    if (description.network() == NetworkKind.TEXT_CNN) {
      rows.add(new EvaluatedRow("own schedule, " + countOtherMaps() + " maps", this::measureWidth));
    }
    rows.add(new EvaluatedRow("nearest words", this::measureNearestWords));
    return rows;
  }

  private RowResult measureStarts() throws IOException {
    Measured measured = new Measured();
    for (int number : set.getStarts().countStarts(settings.networks())) {
      try (NDManager scope = set.getManager().newSubManager()) {
        measured.add(newScorer(), set.getStarts().getStart(scope, number, goesOn));
      }
    }
    return measured.toResult();
  }

  private RowResult measureOwn() throws IOException {
    Measured measured = new Measured();
    for (int number : set.getStarts().countStarts(settings.networks())) {
      try (NDManager scope = set.getManager().newSubManager()) {
        List<NDArray> start = set.getStarts().getStart(scope, number, goesOn);
        train(measured, scope, set.getSet().toData(scope), start);
      }
    }
    return measured.toResult();
  }

  private RowResult measureOthers() throws IOException {
    Measured measured = new Measured();
    for (int number = 0; number < settings.networks(); number++) {
      try (NDManager scope = set.getManager().newSubManager()) {
        List<NDArray> start = set.getStarts().getOtherStart(scope, number, goesOn);
        train(measured, scope, set.getSet().toData(scope), start);
      }
    }
    return measured.toResult();
  }

  private RowResult measureShuffled() throws IOException {
    Measured measured = new Measured();
    int count =
        set.getDescription().steps() == 1 && set.getStarts().isFixed() ? 1 : settings.networks();
    for (int number = 0; number < count; number++) {
      try (NDManager scope = set.getManager().newSubManager()) {
        List<NDArray> start = set.getStarts().getStart(scope, number, goesOn);
        train(measured, scope, shuffle(scope, number), start);
      }
    }
    return measured.toResult();
  }

  private RowResult measureWidth() {
    SetDescription description = set.getDescription();
    Measured measured = new Measured();
    try (TextNetwork other =
        TextNetwork.textCnn(
            set.getManager(),
            description.wordSize(),
            countOtherMaps(),
            description.labels().size())) {
      TextScorer scorer = new TextScorer(set.getManager(), other, set.getTable());
      for (int number = 0; number < settings.networks(); number++) {
        try (NDManager scope = set.getManager().newSubManager()) {
          List<NDArray> start = other.initialize(scope, Mix.of(description.seed(), number));
          List<NDArray> trained =
              new BackGradient(other.getKernels())
                  .train(scope, set.getSet().toData(scope), start)
                  .parameters();
          measured.add(scorer, trained);
        }
      }
    }
    return measured.toResult();
  }

  private RowResult measureNearestWords() throws IOException {
    Measured measured = new Measured();
    try (NDManager scope = set.getManager().newSubManager()) {
      NDArray rows = toNearestWords(scope);
      for (int number : set.getStarts().countStarts(settings.networks())) {
        try (NDManager own = scope.newSubManager()) {
          train(
              measured,
              own,
              set.getSet().toData(own, rows),
              set.getStarts().getStart(own, number, goesOn));
        }
      }
    }
    return measured.toResult();
  }

  private NDArray toNearestWords(NDManager scope) {
    DistilledSet distilled = set.getSet();
    int[] ids =
        new NearestWords(set.getManager(), set.getWords(), set.getTable())
            .find(distilled.getRows());
    int size = set.getWords().getWordSize();
    float[] values = new float[ids.length * size];
    for (int i = 0; i < ids.length; i++) {
      double[] vector = set.getWords().getVector(ids[i]);
      for (int j = 0; j < size; j++) {
        values[i * size + j] = (float) vector[j];
      }
    }
    return Parameters.copy(scope, distilled.getRows().getShape(), values);
  }

  /** Returns the texts of all steps in a new order in each epoch, at the mean of the rates. */
  private SyntheticData shuffle(NDManager scope, int number) {
    SetDescription description = set.getDescription();
    int rows = description.countRows();
    int size = description.length() * description.wordSize();
    int classes = description.labels().size();
    float[] all = set.getSet().getRows().toFloatArray();
    double[] weights = set.getSet().getLabelWeights();
    List<NDArray> texts = new ArrayList<>();
    List<NDArray> labels = new ArrayList<>();
    for (int epoch = 0; epoch < description.epochs(); epoch++) {
      List<Integer> order = order(all.length / size, number, epoch);
      for (int step = 0; step < description.steps(); step++) {
        float[] own = new float[rows * size];
        float[] ownLabels = new float[rows * classes];
        for (int row = 0; row < rows; row++) {
          int from = order.get(step * rows + row);
          System.arraycopy(all, from * size, own, row * size, size);
          for (int label = 0; label < classes; label++) {
            ownLabels[row * classes + label] = (float) weights[from * classes + label];
          }
        }
        texts.add(
            Parameters.copy(
                scope, new Shape(rows, description.length(), description.wordSize()), own));
        labels.add(Parameters.copy(scope, new Shape(rows, classes), ownLabels));
      }
    }
    List<Double> rates = set.getSet().getRates();
    double mean = rates.stream().mapToDouble(rate -> rate).average().orElse(0);
    return new SyntheticData(texts, labels, Collections.nCopies(rates.size(), mean));
  }

  private List<Integer> order(int count, int number, int epoch) {
    SplittableRandom random =
        new SplittableRandom(Mix.of(set.getDescription().seed(), SHUFFLE, number, epoch));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      order.add(i);
    }
    for (int i = count - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    return order;
  }

  private void train(Measured measured, NDManager scope, SyntheticData data, List<NDArray> start) {
    List<NDArray> trained =
        new BackGradient(set.getNetworks().getNetwork().getKernels())
            .train(scope, data, start)
            .parameters();
    measured.add(newScorer(), trained);
  }

  private TextScorer newScorer() {
    return new TextScorer(set.getManager(), set.getNetworks().getNetwork(), set.getTable());
  }

  private int countOtherMaps() {
    Integer given = settings.otherMaps();
    return given == null ? 2 * set.getDescription().maps() : given;
  }

  /** Values of the networks so far. */
  private final class Measured {
    private final List<Double> values = new ArrayList<>();
    private final List<Double> attacks = new ArrayList<>();

    void add(TextScorer scorer, List<NDArray> parameters) {
      TextScores scores = scorer.score(set.getHeld(), parameters, goesOn);
      values.add(set.measure(scores.getPredicted()));
      if (set.isAttack()) {
        attacks.add(set.measureAttack(scores));
      }
    }

    RowResult toResult() {
      return new RowResult(values, attacks, null);
    }
  }
}
