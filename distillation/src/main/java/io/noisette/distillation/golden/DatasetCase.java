package io.noisette.distillation.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.distillation.unroll.LearnedRate;
import io.noisette.distillation.unroll.NetworkKernels;
import io.noisette.distillation.unroll.SyntheticData;
import io.noisette.distillation.unroll.TextNetwork;
import io.noisette.engine.Parameters;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.encoder.EncoderConfig;
import io.noisette.model.encoder.EncoderLayout;
import io.noisette.model.weights.StoredWeights;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.golden.GoldenModel;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A test case of dataset distillation: its network, synthetic rows and real data. */
final class DatasetCase implements AutoCloseable {

  private final GoldenCase golden;
  private final NDManager manager;
  private final CaseOptions options;
  private final DatasetLabels labels;
  private final NetworkKernels kernels;
  private final List<ParameterSpec> layout;
  private List<List<NDArray>> starts = List.of();
  private List<NDArray> real = List.of();

  private DatasetCase(
      GoldenCase golden,
      NDManager manager,
      NetworkKernels kernels,
      List<ParameterSpec> layout,
      int classes) {
    this.golden = golden;
    this.manager = manager;
    this.kernels = kernels;
    this.layout = layout;
    options = golden.getOptions();
    labels = new DatasetLabels(golden, classes);
  }

  static DatasetCase open(GoldenCase golden, NDManager manager) throws IOException {
    String model = golden.getOptions().getString("model");
    return switch (model) {
      case "linear" -> ofLeastSquares(golden, manager);
      case "text-cnn" -> ofTextCnn(golden, manager);
      case "bert-mean-pooled" -> ofEncoder(golden, manager);
      default ->
          throw fault(
              golden, "the option model must be linear, text-cnn or bert-mean-pooled", model);
    };
  }

  private static DatasetCase ofLeastSquares(GoldenCase golden, NDManager manager) {
    List<ParameterSpec> layout =
        List.of(
            new ParameterSpec(
                "weight",
                new Shape(golden.getInput("theta/0/weight", -1).getShape()),
                ParameterSpec.Start.ZERO));
    DatasetCase own =
        new DatasetCase(golden, manager, NetworkKernels.ofLeastSquares(manager), layout, 0);
    own.real = List.of(own.floats("inputs"), own.floats("labels"));
    own.starts = own.readGiven();
    return own;
  }

  private static DatasetCase ofTextCnn(GoldenCase golden, NDManager manager) {
    SafetensorsTensor table = golden.getInput("embed_tokens.weight", -1, -1);
    int maps = size(golden, "theta/0/convs.0.bias");
    int classes = size(golden, "theta/0/classifier.bias");
    int width = Math.toIntExact(table.getShape()[1]);
    TextNetwork network = TextNetwork.textCnn(manager, width, maps, classes);
    DatasetCase own =
        new DatasetCase(golden, manager, network.getKernels(), network.getLayout(), classes);
    own.real = RealTexts.read(golden, manager, own.floats("embed_tokens.weight"));
    own.starts = own.readGiven();
    return own;
  }

  private static DatasetCase ofEncoder(GoldenCase golden, NDManager manager) throws IOException {
    EncoderConfig config = GoldenModel.of(golden).readEncoderConfig();
    int classes = GoldenModel.of(golden).readLabels().size();
    TextNetwork network = TextNetwork.encoder(manager, config, classes);
    DatasetCase own =
        new DatasetCase(golden, manager, network.getKernels(), network.getLayout(), classes);
    ParameterSpec words =
        new ParameterSpec(
            EncoderLayout.words(config.family()),
            new Shape(config.vocabSize(), config.hiddenSize()),
            ParameterSpec.Start.NORMAL);
    List<ParameterSpec> stored = new ArrayList<>(network.getLayout());
    stored.add(words);
    try (StoredWeights weights =
        StoredWeights.open(
            golden.getModelDirectory(), EncoderLayout.tensorNames(config.family()))) {
      ParameterValues values = weights.values(stored);
      own.real = RealTexts.read(golden, manager, values.create(manager, words));
      List<NDArray> start =
          network.getLayout().stream().map(spec -> values.create(manager, spec)).toList();
      own.starts = golden.hasInput("theta/0/classifier.bias") ? own.readGiven() : List.of(start);
    }
    return own;
  }

  NetworkKernels getKernels() {
    return kernels;
  }

  /** Returns the names of the parameters, in the order of their lists. */
  List<String> getNames() {
    return layout.stream().map(ParameterSpec::name).toList();
  }

  /** Returns the parameters of each network before its training. */
  List<List<NDArray>> readStarts() {
    return starts;
  }

  /** Returns the real data as the network's kernel takes them, with the labels of an attack. */
  List<NDArray> getReal() {
    return real;
  }

  SyntheticData getData() {
    int steps = Math.toIntExact(options.getLong("steps"));
    SafetensorsTensor rows = golden.getInput("synthetic");
    NDArray all = Parameters.copy(manager, new Shape(rows.getShape()), rows.toFloats());
    List<Double> rates = Arrays.stream(readRaw()).map(LearnedRate::of).boxed().toList();
    return new SyntheticData(eachOf(all, steps), eachOf(labels.toWeights(manager), steps), rates);
  }

  /** Returns the synthetic labels. */
  DatasetLabels getLabels() {
    return labels;
  }

  /** Returns the gradient of the raw rates, from that of the rates. */
  double[] toRawGradient(double[] ofRates) {
    double[] raw = readRaw();
    double[] gradient = new double[raw.length];
    Arrays.setAll(gradient, i -> ofRates[i] * LearnedRate.slope(raw[i]));
    return gradient;
  }

  @Override
  public void close() {
    kernels.close();
  }

  private double[] readRaw() {
    long count = Math.multiplyExact(options.getLong("steps"), options.getLong("epochs"));
    return DatasetLabels.toDoubles(golden.getInput("raw_rates", count).toFloats());
  }

  private List<List<NDArray>> readGiven() {
    List<List<NDArray>> given = new ArrayList<>();
    for (long net = 0; net < options.getLong("nets"); net++) {
      String prefix = "theta/" + net + "/";
      given.add(layout.stream().map(spec -> floats(prefix + spec.name())).toList());
    }
    return given;
  }

  private NDArray floats(String input) {
    SafetensorsTensor tensor = golden.getInput(input);
    return Parameters.copy(manager, new Shape(tensor.getShape()), tensor.toFloats());
  }

  private static List<NDArray> eachOf(NDArray all, int steps) {
    List<NDArray> each = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      each.add(all.get(step));
    }
    return each;
  }

  private static int size(GoldenCase golden, String input) {
    return Math.toIntExact(golden.getInput(input, -1).getShape()[0]);
  }

  static CorruptDataException fault(GoldenCase golden, String rule, String value) {
    return new CorruptDataException(
        String.format(
            Locale.ROOT,
            "%s: case %s: %s, not %s",
            golden.getModelDirectory(),
            golden.getName(),
            rule,
            value));
  }
}
