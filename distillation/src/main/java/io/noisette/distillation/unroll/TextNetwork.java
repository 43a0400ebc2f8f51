package io.noisette.distillation.unroll;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.DropoutRates;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterSpec.Start;
import io.noisette.model.ParameterValues;
import io.noisette.model.encoder.EncoderConfig;
import io.noisette.model.encoder.EncoderLayout;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.Initialization;
import io.noisette.model.layer.KernelConstants;
import io.noisette.model.weights.StoredWeights;
import io.noisette.random.Mix;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A classifier of texts that are rows of word vectors, either looked up in a table that is not
 * trained or synthetic: its kernels, and names, shapes and random initialization of its parameters.
 */
public final class TextNetwork implements AutoCloseable {

  /** Number of words of the largest convolution of a text CNN. */
  public static final int LARGEST_CONVOLUTION = 5;

  /** Numbers of words of the convolutions of a text CNN. */
  private static final List<Integer> CONVOLUTIONS = List.of(3, 4, LARGEST_CONVOLUTION);

  private static final String CLASSIFIER = "classifier";

  private final NetworkKernels kernels;
  private final List<ParameterSpec> layout;
  private final Function<Long, ParameterValues> initialization; // of a seed

  private TextNetwork(
      NetworkKernels kernels,
      List<ParameterSpec> layout,
      Function<Long, ParameterValues> initialization) {
    this.kernels = kernels;
    this.layout = List.copyOf(layout);
    this.initialization = initialization;
  }

  /**
   * Creates a text CNN (Kim 2014): convolutions over 3, 4 and 5 words, ReLU, maximum over the
   * places, linear layer. Its weights start Xavier normal, its biases at 0.
   *
   * @param parent names the device
   * @param wordSize dimension of the word vectors
   * @param maps number of feature maps of each convolution
   */
  public static TextNetwork textCnn(NDManager parent, int wordSize, int maps, int classes) {
    List<ParameterSpec> layout = new ArrayList<>();
    for (int i = 0; i < CONVOLUTIONS.size(); i++) {
      addLayer(layout, "convs." + i, new Shape(maps, wordSize, CONVOLUTIONS.get(i)));
    }
    addLayer(layout, CLASSIFIER, new Shape(classes, (long) CONVOLUTIONS.size() * maps));
    return new TextNetwork(
        new NetworkKernels(parent, TextNetwork.class, "TextCnnKernels", Map.of()),
        layout,
        seed -> ParameterValues.ofArrays(spec -> xavierNormal(spec, seed)));
  }

  /**
   * Creates a linear classifier of the mean of the word vectors. Its weights start Xavier normal,
   * its biases at 0.
   *
   * @param parent names the device
   * @param wordSize dimension of the word vectors
   */
  public static TextNetwork meanVector(NDManager parent, int wordSize, int classes) {
    List<ParameterSpec> layout = new ArrayList<>();
    addLayer(layout, CLASSIFIER, new Shape(classes, wordSize));
    return new TextNetwork(
        new NetworkKernels(parent, TextNetwork.class, "MeanVectorKernels", Map.of()),
        layout,
        seed -> ParameterValues.ofArrays(spec -> xavierNormal(spec, seed)));
  }

  /**
   * Creates a BERT or RoBERTa without pooler, the mean of whose hidden states goes into a linear
   * layer. The word embeddings are not among its parameters; dropout is off.
   *
   * @param parent names the device
   */
  public static TextNetwork encoder(NDManager parent, EncoderConfig config, int classes) {
    Map<String, Object> constants =
        new LinkedHashMap<>(
            new KernelConstants(
                    config.numAttentionHeads(), config.hiddenAct(), 1.0, config.layerNormEps())
                .toMap(DropoutSites.of(DropoutRates.NONE), Precision.FP32));
    constants.put("pad", config.padTokenId());
    constants.put("position_offset", config.positionOffset());
    List<ParameterSpec> layout =
        new ArrayList<>(EncoderLayout.of(config, ModelTask.ENCODING, classes));
    String words = EncoderLayout.words(config.family());
    layout.removeIf(spec -> spec.name().equals(words) || spec.name().contains("pooler."));
    addLayer(layout, CLASSIFIER, new Shape(classes, config.hiddenSize()));
    return new TextNetwork(
        new NetworkKernels(parent, TextNetwork.class, "EncoderNetworkKernels", constants),
        layout,
        seed -> new Initialization(seed, config.initializerRange(), config.padTokenId()));
  }

  /** Returns names and shapes of the parameters, in the order in which the kernels take them. */
  public List<ParameterSpec> getLayout() {
    return layout;
  }

  /** Returns the kernels. */
  public NetworkKernels getKernels() {
    return kernels;
  }

  /** Returns random initial values of the parameters, a function of the seed. */
  public List<NDArray> initialize(NDManager owner, long seed) {
    ParameterValues values = initialization.apply(seed);
    return layout.stream().map(spec -> values.create(owner, spec)).toList();
  }

  /**
   * Reads initial values of an encoder's parameters from a model directory; those of the classifier
   * are random, a function of the seed.
   *
   * @param model of the same family and shape
   */
  public List<NDArray> readStart(NDManager owner, Path model, ModelFamily family, long seed)
      throws IOException {
    try (StoredWeights weights = StoredWeights.open(model, EncoderLayout.tensorNames(family))) {
      weights.leaveOut(List.of(CLASSIFIER + ".weight", CLASSIFIER + ".bias"));
      List<ParameterSpec> body = layout.subList(0, layout.size() - 2);
      Map<String, SafetensorsTensor> stored = weights.require(body, unused -> {});
      List<NDArray> start = new ArrayList<>();
      for (ParameterSpec spec : body) {
        SafetensorsTensor tensor = Objects.requireNonNull(stored.get(spec.name()));
        start.add(Parameters.copy(owner, spec.shape(), tensor.toFiniteFloats()));
      }
      ParameterValues random = initialization.apply(seed); // of a parameter by itself
      for (ParameterSpec spec : layout.subList(body.size(), layout.size())) {
        start.add(random.create(owner, spec));
      }
      return List.copyOf(start);
    }
  }

  /**
   * Returns the scores of texts, (rows, classes).
   *
   * @param ids of their tokens, (rows, L)
   * @param lengths number of tokens of each, (rows)
   * @param table word vectors, (vocabulary, d)
   */
  public NDArray classify(
      NDManager owner, NDArray ids, NDArray lengths, NDArray table, List<NDArray> parameters) {
    return kernels.function("classify").call(owner, ids, lengths, table, parameters);
  }

  /** Returns the scores of rows of word vectors, (rows, L, d), as (rows, classes). */
  public NDArray classifyRows(NDManager owner, NDArray rows, List<NDArray> parameters) {
    return kernels.function("classify_rows").call(owner, rows, parameters);
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
  }

  private static void addLayer(List<ParameterSpec> layout, String name, Shape weight) {
    layout.add(new ParameterSpec(name + ".weight", weight, Start.NORMAL));
    layout.add(new ParameterSpec(name + ".bias", new Shape(weight.get(0)), Start.ZERO));
  }

  private static float[] xavierNormal(ParameterSpec spec, long seed) {
    float[] values = new float[Math.toIntExact(spec.size())];
    if (spec.start() == Start.ZERO) {
      return values;
    }
    long field = spec.shape().size() / (spec.shape().get(0) * spec.shape().get(1));
    double deviation =
        Math.sqrt(2.0 / (field * (spec.shape().get(0) + spec.shape().get(1)))); // in and out
    SplittableRandom random = new SplittableRandom(Mix.of(seed, spec.name().hashCode()));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
