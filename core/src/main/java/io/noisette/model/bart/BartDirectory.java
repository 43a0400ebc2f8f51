package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.layer.Initialization;
import io.noisette.model.weights.ConfigJson;
import io.noisette.model.weights.StoredWeights;
import io.noisette.model.weights.WeightFiles;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads and writes a BART for conditional generation as a Hugging Face model directory: {@code
 * config.json}, {@code generation_config.json} and {@code model.safetensors}.
 */
public final class BartDirectory {

  /** File with the tokenizer of a source encoder, in the format of {@code tokenizer.json}. */
  public static final String SOURCE_TOKENIZER = "source_tokenizer.json";

  private final Path path;
  private final Consumer<String> notices;

  /** Opens a BART model directory that Noisette has written; unused tensors are not reported. */
  public BartDirectory(Path path) {
    this(path, notice -> {});
  }

  /**
   * Opens a BART model directory in Hugging Face format, which another program may have written.
   *
   * @param notices receives one line that lists the unused tensors
   */
  public BartDirectory(Path path, Consumer<String> notices) {
    this.path = path;
    this.notices = notices;
  }

  /** Reads the model config. */
  public BartConfig readConfig() throws IOException {
    return BartConfigFile.read(path);
  }

  /**
   * Reads the model config for a use in which sources and targets have one vocabulary.
   *
   * @throws UsageException if the model has a source encoder with a vocabulary of its own
   */
  public BartConfig readConfigOfOneVocabulary() throws IOException {
    return BartConfigFile.readOfOneVocabulary(path);
  }

  /** Reads the model with the dropout of its model config, in fp32. */
  public BartModel read(NDManager parent) throws IOException {
    return read(parent, readConfig(), Precision.FP32);
  }

  /**
   * Reads the weights into a model with the given config, which may differ from the stored one in
   * anything that changes no tensor shape, such as dropout.
   *
   * @throws CorruptDataException if a tensor is missing or has the wrong shape
   * @throws UsageException if the directory has no weights
   */
  public BartModel read(NDManager parent, BartConfig config, Precision precision)
      throws IOException {
    return read(config, (values, bias) -> new BartModel(parent, config, precision, values, bias));
  }

  /**
   * Reads the model for use without training, which takes half the memory of {@link
   * #read(NDManager, BartConfig, Precision)}.
   *
   * @throws CorruptDataException if a tensor is missing or has the wrong shape
   * @throws UsageException if the directory has no weights
   */
  public BartModel readForInference(NDManager parent, Precision precision) throws IOException {
    BartConfig config = readConfig();
    return read(
        config, (values, bias) -> BartModel.forInference(parent, config, precision, bias, values));
  }

  private BartModel read(BartConfig config, BiFunction<ParameterValues, float[], BartModel> create)
      throws IOException {
    String architecture = ConfigJson.read(path, json -> String.valueOf(json.architecture()));
    if (architecture.matches("BartFor(Sequence|Token)Cl.*|BartForQ.*")) {
      notices.accept(
          path
              + " is a "
              + architecture
              + ", which was not trained to write texts: what it generates may be of no use");
    }
    try (StoredWeights weights = StoredWeights.open(path, BartLayout.tensorNames())) {
      SafetensorsTensor bias = weights.takeLogitsBias(config.vocabSize());
      Initialization none =
          new Initialization(0, 0, config.special().pad()); // without a head nothing is initialized
      return create.apply(
          weights.values(BartLayout.of(config), none, notices),
          bias == null ? new float[config.vocabSize()] : requireUsable(bias.toFloats()));
    }
  }

  /** Minus infinity bans a token, which is usual; with other values no text could be generated. */
  private float[] requireUsable(float[] bias) {
    for (float value : bias) {
      if (!(value < Float.POSITIVE_INFINITY)) {
        throw new CorruptDataException(
            path + ": " + StoredWeights.LOGITS_BIAS + " has the value " + value);
      }
    }
    return bias;
  }

  /**
   * Reads the weights of a BART without source encoder into one that has one, which starts at
   * random, but for the weight of its last layer norm: what it gives to BART's encoder has the size
   * of the word embeddings in whose place it comes. Otherwise BART's positions, which are added to
   * it, would be too small beside it to be seen.
   *
   * @param config that of the directory but for the source encoder and for what changes no shape
   * @param seed random seed of the source encoder
   */
  public BartModel readWithNewSourceEncoder(
      NDManager parent, BartConfig config, Precision precision, long seed) throws IOException {
    BartConfig stored = readConfig();
    SourceEncoderConfig source = Objects.requireNonNull(config.sourceEncoder());
    Initialization start = new Initialization(seed, config.initStd(), source.pad());
    return read(
        stored,
        (values, bias) -> {
          float size = rootMeanSquare(parent, values, BartLayout.words(stored));
          ParameterValues all =
              (spec, target) -> {
                if (spec.name().equals(BartLayout.lastNormOf(source))) {
                  while (target.hasRemaining()) {
                    target.put(size);
                  }
                } else {
                  (BartLayout.isOfSourceEncoder(spec.name()) ? start : values).write(spec, target);
                }
              };
          return new BartModel(parent, config, precision, all, bias);
        });
  }

  private static float rootMeanSquare(
      NDManager parent, ParameterValues values, ParameterSpec parameter) {
    try (NDManager scope = parent.newSubManager()) {
      double norm = values.create(scope, parameter).norm().getFloat();
      return (float) (norm / Math.sqrt((double) parameter.size()));
    }
  }

  /**
   * Reads the weights of a single stack into an encoder-decoder; its other stack, and the
   * cross-attention of its decoder, start at random.
   *
   * @param stored sizes of the single stack
   * @param config that of the directory but for the stack that it lacks and for what changes no
   *     shape
   * @param seed random seed of the parameters that are not stored
   */
  public BartModel readWithNewStack(
      NDManager parent, BartConfig stored, BartConfig config, Precision precision, long seed)
      throws IOException {
    Initialization start = new Initialization(seed, config.initStd(), config.special().pad());
    Set<String> names =
        BartLayout.of(stored).stream().map(ParameterSpec::name).collect(Collectors.toSet());
    String drawn =
        stored.encoderLayers() == 0
            ? "is a decoder alone: an encoder of %d layers and the cross-attention of its decoder"
                + " start"
            : "is an encoder alone: a decoder of %d layers starts";
    int layers = stored.encoderLayers() == 0 ? config.encoderLayers() : config.decoderLayers();
    notices.accept(path + " " + String.format(Locale.ROOT, drawn, layers) + " from random weights");
    return read(
        stored,
        (values, bias) ->
            new BartModel(
                parent,
                config,
                precision,
                (spec, target) ->
                    (names.contains(spec.name()) ? values : start).write(spec, target),
                bias));
  }

  /** Writes a model into the directory, which must exist; the bytes depend on the model alone. */
  public void write(BartModel model) throws IOException {
    BartConfigFile.write(path, model.getConfig(), ModelTask.CONDITIONAL_GENERATION, null);
    writeWeights(model);
  }

  /** Writes a model as {@link #write(BartModel)} does, with the objective that pretrained it. */
  public void write(BartModel model, String objective) throws IOException {
    BartConfigFile.write(path, model.getConfig(), objective);
    writeWeights(model);
  }

  private void writeWeights(BartModel model) throws IOException {
    NDArray bias = model.getLogitsBias();
    StoredWeights.writer(model.getParameters())
        .floats(StoredWeights.LOGITS_BIAS, bias.getShape().getShape(), bias::toFloatArray)
        .write(path.resolve(WeightFiles.SINGLE));
  }
}
