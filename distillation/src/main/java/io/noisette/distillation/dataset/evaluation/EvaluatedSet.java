package io.noisette.distillation.dataset.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.distillation.dataset.DistilledSet;
import io.noisette.distillation.dataset.SetDescription;
import io.noisette.distillation.dataset.SetNetworks;
import io.noisette.distillation.dataset.SetWords;
import io.noisette.distillation.dataset.WordTable;
import io.noisette.distillation.dataset.real.LabelledTexts;
import io.noisette.distillation.dataset.real.SetTexts;
import io.noisette.distillation.dataset.real.TextScorer;
import io.noisette.distillation.dataset.real.TextScores;
import io.noisette.distillation.transfer.TaskSettings;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.evaluation.task.TaskReader;
import io.noisette.failure.UsageException;
import io.noisette.tokenizer.PairEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A distilled set with its word vectors, networks and real texts. */
final class EvaluatedSet implements AutoCloseable {

  private final NDManager manager;
  private final DistilledSet set;
  private final WordTable words;
  private final NDArray table;
  private final SetNetworks networks;
  private final ClassificationTask task;
  private final SetTexts.Parts parts;
  private final LabelledTexts held; // what is measured on
  private final String metricName;
  private final int @Nullable [] attack;
  private final Map<String, Object> details;
  private final InitialNetworks starts;

  private EvaluatedSet(
      NDManager manager,
      DatasetEvaluationConfig settings,
      DistilledSet set,
      SetTexts texts,
      WordTable words,
      SetNetworks networks,
      Console console)
      throws IOException {
    this.manager = manager;
    this.set = set;
    this.words = words;
    this.networks = networks;
    SetDescription description = set.getDescription();
    task = texts.task();
    TaskExamples examples =
        new TaskReader(task, settings.data(), console::warn).read(settings.split()).get(0);
    if (!examples.isLabelled()) {
      throw new UsageException(
          examples.path() + " has examples without a label, so nothing can be measured on it");
    }
    table = words.toArray(manager);
    PairEncoder encoder = new PairEncoder(words.getTokenizer(), description.length());
    parts = texts.divide(encoder, description.seed(), description.countValidationTexts());
    held = LabelledTexts.of(examples.examples(), encoder);
    // Sets of earlier versions name data that they have not used.
    String source = description.init().isPretrained() ? description.pretrainingData() : null;
    starts =
        new InitialNetworks(
            manager,
            description,
            networks,
            table,
            source == null
                ? parts.train()
                : LabelledTexts.of(read(description, Path.of(source), console).examples(), encoder),
            DistilledSet.readStart(manager, settings.set(), networks.getNetwork().getLayout()));
    metricName = ClassificationTask.nameOf(examples.file().set(), task.best());
    String attacked = description.attack();
    attack = attacked == null ? null : texts.parseAttack(attacked);
    details = new LinkedHashMap<>();
    details.put("set", settings.set().toString());
    details.put("data", examples.path().toString());
    details.put("initial_weights", description.init().name().toLowerCase(Locale.ROOT));
    details.put("texts_per_class", (long) description.perClass() * description.steps());
  }

  static EvaluatedSet open(NDManager manager, DatasetEvaluationConfig settings, Console console)
      throws IOException {
    DistilledSet set = DistilledSet.read(manager, settings.set());
    try {
      return openWords(manager, settings, set, console);
    } catch (IOException | RuntimeException e) {
      set.close();
      throw e;
    }
  }

  private static EvaluatedSet openWords(
      NDManager manager, DatasetEvaluationConfig settings, DistilledSet set, Console console)
      throws IOException {
    SetDescription description = set.getDescription();
    description.requireFiles(settings.set());
    SetTexts texts = read(description, settings.data(), console);
    if (!texts.labels().equals(description.labels())) {
      throw new UsageException(
          "--set %s has the labels %s, but the task %s has %s"
              .formatted(
                  settings.set(), description.labels(), texts.task().name(), texts.labels()));
    }
    String given = settings.words();
    WordTable words = SetWords.open(description, settings.set(), given);
    try {
      SetNetworks networks =
          SetNetworks.open(manager, description, given == null ? description.words() : given);
      try {
        return new EvaluatedSet(manager, settings, set, texts, words, networks, console);
      } catch (IOException | RuntimeException e) {
        networks.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      words.close();
      throw e;
    }
  }

  NDManager getManager() {
    return manager;
  }

  DistilledSet getSet() {
    return set;
  }

  SetDescription getDescription() {
    return set.getDescription();
  }

  WordTable getWords() {
    return words;
  }

  NDArray getTable() {
    return table;
  }

  SetNetworks getNetworks() {
    return networks;
  }

  SetTexts.Parts getParts() {
    return parts;
  }

  LabelledTexts getHeld() {
    return held;
  }

  boolean isAttack() {
    return attack != null;
  }

  InitialNetworks getStarts() {
    return starts;
  }

  /** Measures a trained network on the evaluated split. */
  double measure(TextScorer scorer, List<NDArray> parameters, BooleanSupplier goesOn) {
    return measure(scorer.score(held, parameters, goesOn).getPredicted());
  }

  /** Returns the task's metric of predicted classes of the evaluated split. */
  double measure(float[] predicted) {
    float[] targets = new float[predicted.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = held.getLabel(i);
    }
    return task.best().scoreOf(predicted, targets);
  }

  /** Returns the share of the attacked class that is taken for the other. */
  double measureAttack(TextScores scores) {
    if (attack == null) {
      return Double.NaN;
    }
    float[] predicted = scores.getPredicted();
    int[] texts = held.findLabel(attack[0]);
    int taken = 0;
    for (int text : texts) {
      taken += (int) predicted[text] == attack[1] ? 1 : 0;
    }
    return (double) taken / texts.length;
  }

  /** Returns a row as {@code evaluate} prints it. */
  EvaluationResult toResult(String name, RowResult values) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(metricName, values.getMean());
    Double deviation = values.findDeviation();
    if (deviation != null) {
      metrics.put("sd", deviation);
    }
    if (!values.attackSuccess().isEmpty()) {
      metrics.put("attack_success", values.getAttackSuccess());
    }
    Map<String, Object> all = new LinkedHashMap<>(details);
    all.put(EvaluationResult.ROW, name);
    all.put("networks", (long) values.values().size());
    Double rate = values.rate();
    if (rate != null) {
      all.put("rate", rate);
    }
    return new EvaluationResult("dataset", held.getSize(), metrics, all);
  }

  private static SetTexts read(SetDescription description, Path data, Console console)
      throws IOException {
    return SetTexts.read(new TaskSettings(description.task(), data), console::warn);
  }

  @Override
  public void close() {
    networks.close();
    set.close();
    words.close();
  }
}
