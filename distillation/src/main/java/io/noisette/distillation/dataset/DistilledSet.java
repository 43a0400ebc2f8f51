package io.noisette.distillation.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.distillation.unroll.BackGradient;
import io.noisette.distillation.unroll.LearnedRate;
import io.noisette.distillation.unroll.SyntheticData;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.TrainableModel;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.ParameterSpec;
import io.noisette.run.ModelPath;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A distilled data set: synthetic texts as rows of word vectors, their labels, and a learning rate
 * for each step of the training on them. With fixed initial weights, these belong to the set.
 */
public final class DistilledSet implements TrainableModel {

  private static final String FILE_NAME = "model.safetensors";
  private static final String START_FILE_NAME = "initial-weights.safetensors";
  private static final String ROWS = "synthetic"; // (steps, rows, L, d)
  private static final String LABELS = "synthetic_labels"; // (steps, rows, classes)
  private static final String RATES = "raw_rates"; // (steps * epochs)

  private static final List<String> NAMES = List.of(ROWS, LABELS, RATES);

  private final NDManager manager;
  private final SetDescription description;
  private final Parameters parameters;

  private DistilledSet(
      NDManager manager, SetDescription description, IntFunction<float[]> valuesOf) {
    this.manager = manager;
    this.description = description;
    parameters = new Parameters(manager);
    List<Shape> shapes = shapesOf(description);
    for (int i = 0; i < NAMES.size(); i++) {
      parameters.add(NAMES.get(i), shapes.get(i), valuesOf.apply(i));
    }
    if (!description.labelForm().isLearned()) {
      parameters.exclude(LABELS::equals);
    }
  }

  /** Returns the shapes of synthetic texts, labels and raw rates. */
  static List<Shape> shapesOf(SetDescription set) {
    return List.of(
        new Shape(set.steps(), set.countRows(), set.length(), set.wordSize()),
        new Shape(set.steps(), set.countRows(), set.labels().size()),
        new Shape((long) set.steps() * set.epochs()));
  }

  /**
   * Creates a set of random texts: normal, with the mean and standard deviation of each dimension
   * of the word vectors. Labels are one-hot, the same number of texts for each class.
   *
   * @param rate learning rate of all steps
   */
  static DistilledSet create(
      NDManager parent, SetDescription description, WordTable table, double rate) {
    UndistilledSet start = new UndistilledSet(description, shapesOf(description));
    return new DistilledSet(
        parent.newSubManager(),
        description,
        tensor ->
            switch (tensor) {
              case 0 -> start.drawRows(table);
              case 1 -> start.toOneHotLabels();
              default -> start.toRawRates(rate);
            });
  }

  /**
   * Reads a set.
   *
   * @param path directory of a run of {@code distill-dataset}, or of one of its checkpoints
   */
  public static DistilledSet read(NDManager parent, Path path) throws IOException {
    Path directory = ModelPath.resolve(path);
    SetDescription description = SetDescription.read(directory);
    List<Shape> shapes = shapesOf(description);
    try (SafetensorsFile file = SafetensorsFile.open(fileOf(directory))) {
      List<SafetensorsTensor> tensors = new ArrayList<>();
      for (int i = 0; i < NAMES.size(); i++) {
        tensors.add(find(file, NAMES.get(i), shapes.get(i)));
      }
      return new DistilledSet(
          parent.newSubManager(), description, tensor -> tensors.get(tensor).toFiniteFloats());
    }
  }

  /** Returns the file with the tensors of a set. */
  public static Path fileOf(Path directory) {
    return directory.resolve(FILE_NAME);
  }

  /** Writes the files of the set; those of its initial weights and tokenizer are separate. */
  void write(Path directory) throws IOException {
    description.write(directory);
    SafetensorsWriter writer = new SafetensorsWriter();
    for (String name : NAMES) {
      NDArray array = parameters.get(name);
      writer.floats(name, array.getShape().getShape(), array::toFloatArray);
    }
    writer.write(fileOf(directory));
  }

  /** Writes initial weights of a network, which belong to a set of fixed initial weights. */
  static void writeStart(Path directory, List<ParameterSpec> layout, List<NDArray> start)
      throws IOException {
    StoredNetwork.write(directory.resolve(START_FILE_NAME), layout, start);
  }

  /**
   * Reads the initial weights of a set of fixed ones; null if it has none.
   *
   * @param path directory of a run of {@code distill-dataset}, or of one of its checkpoints
   */
  public static @Nullable List<NDArray> readStart(
      NDManager owner, Path path, List<ParameterSpec> layout) throws IOException {
    Path file = ModelPath.resolve(path).resolve(START_FILE_NAME);
    return Files.exists(file) ? StoredNetwork.read(owner, file, layout) : null;
  }

  /** Returns what the set is. */
  public SetDescription getDescription() {
    return description;
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  /** Returns the learned rates, of each step of each epoch. */
  public List<Double> getRates() {
    return Arrays.stream(toDoubles(RATES)).map(LearnedRate::of).boxed().toList();
  }

  /** Returns the weights of the classes of all rows, (steps * rows, classes) row by row. */
  public double[] getLabelWeights() {
    return description.labelForm().toWeights(toDoubles(LABELS), description.labels().size());
  }

  /** Returns the synthetic texts, (steps, rows, L, d). */
  public NDArray getRows() {
    return parameters.get(ROWS);
  }

  /** Returns texts, labels and rates for training on the set. */
  public SyntheticData toData(NDManager owner) {
    return toData(owner, getRows());
  }

  /** Returns other texts, (steps, rows, L, d), with the labels and rates of this set. */
  public SyntheticData toData(NDManager owner, NDArray rows) {
    double[] weights = getLabelWeights();
    float[] narrow = new float[weights.length];
    IntStream.range(0, weights.length).forEach(i -> narrow[i] = (float) weights[i]);
    NDArray labels = Parameters.copy(owner, parameters.get(LABELS).getShape(), narrow);
    return Autograd.paused(
        () -> new SyntheticData(eachOf(owner, rows), eachOf(owner, labels), getRates()));
  }

  /**
   * Adds gradients of the outer loss to those of the parameters.
   *
   * @param share factor, such as 1 / number of networks
   */
  void addGradients(BackGradient.Gradient gradient, double share) {
    Autograd.paused(
        () -> {
          try (NDArray rows = NDArrays.stack(new NDList(gradient.rows()));
              NDArray labels = NDArrays.stack(new NDList(gradient.labels()))) {
            parameters.getGradient(ROWS).addi(rows.muli(share));
            if (description.labelForm().isLearned()) {
              parameters.getGradient(LABELS).addi(labels.muli(share));
            }
          }
          double[] raw = toDoubles(RATES);
          float[] ofRaw = new float[raw.length];
          for (int i = 0; i < raw.length; i++) {
            ofRaw[i] = (float) (share * gradient.rates().get(i) * LearnedRate.slope(raw[i]));
          }
          try (NDArray rates = Parameters.copy(manager, new Shape(raw.length), ofRaw)) {
            return parameters.getGradient(RATES).addi(rates);
          }
        });
  }

  @Override
  public void close() {
    manager.close();
  }

  private static List<NDArray> eachOf(NDManager owner, NDArray all) {
    List<NDArray> each = new ArrayList<>();
    try (NDArray constant = all.stopGradient()) {
      for (int step = 0; step < all.getShape().get(0); step++) {
        NDArray own = constant.get(step);
        own.attach(owner);
        each.add(own);
      }
    }
    return each;
  }

  private double[] toDoubles(String name) {
    float[] values = parameters.get(name).toFloatArray();
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static SafetensorsTensor find(SafetensorsFile file, String name, Shape shape) {
    SafetensorsTensor tensor = file.getTensor(name);
    if (!Arrays.equals(tensor.getShape(), shape.getShape())) {
      throw new CorruptDataException(
          "%s: the tensor %s has shape %s, but the config.json beside it means %s"
              .formatted(file.getPath(), name, Arrays.toString(tensor.getShape()), shape));
    }
    return tensor;
  }
}
