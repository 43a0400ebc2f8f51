package io.noisette.model.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.ndarray.NDManager;
import io.noisette.digest.Sha256;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.DropoutRates;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.bart.BartClassifier;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartConfigFile;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.bart.BartQuestionAnswering;
import io.noisette.model.encoder.EncoderClassifier;
import io.noisette.model.encoder.EncoderConfig;
import io.noisette.model.encoder.EncoderConfigFile;
import io.noisette.model.encoder.EncoderLayout;
import io.noisette.model.encoder.MaskedLanguageModel;
import io.noisette.model.layer.Initialization;
import io.noisette.model.weights.ConfigJson;
import io.noisette.model.weights.StoredWeights;
import io.noisette.model.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A Hugging Face directory of a BERT, a RoBERTa or a BART with a head; {@link BartDirectory} is for
 * conditional generation.
 *
 * <p>All readers throw {@link UsageException} for a model of another kind and {@link
 * CorruptDataException} for a tensor that is missing below the head or has another shape.
 */
public final class ModelDirectory {

  private final Path path;
  private final Consumer<String> notices;

  /**
   * @param notices told, a line each, what starts at random and which tensors are not used
   */
  public ModelDirectory(Path path, Consumer<String> notices) {
    this.path = path;
    this.notices = notices;
  }

  public ModelFamily readFamily() throws IOException {
    return ConfigJson.read(path, ConfigJson::family);
  }

  /** Reads the configuration of a BERT or RoBERTa. */
  public EncoderConfig readEncoderConfig() throws IOException {
    return ConfigJson.read(path, EncoderConfigFile::toConfig);
  }

  /** Reads how many rows the word table has. */
  public int readVocabSize() throws IOException {
    return ConfigJson.read(path, json -> json.required("vocab_size"));
  }

  /** Reads how much is dropped in training, unless a user says otherwise. */
  public DropoutRates readDropout() throws IOException {
    return readFamily() == ModelFamily.BART
        ? BartConfigFile.read(path).getDropoutRates()
        : readEncoderConfig().dropout();
  }

  /** Reads the longest text, in tokens, special ones included. */
  public int readMaxLength() throws IOException {
    return readFamily() == ModelFamily.BART
        ? BartConfigFile.read(path).maxPositionEmbeddings()
        : readEncoderConfig().maxLength();
  }

  /**
   * Checks that the head of a model scores labels.
   *
   * @throws UsageException if it has another
   */
  public void requireClassifier() throws IOException {
    Architecture architecture = ConfigJson.read(path, Architecture::of);
    if (architecture.task() != ModelTask.SEQUENCE_CLASSIFICATION) {
      throw new UsageException(
          "%s is a %s, which scores no labels; fine-tune it first"
              .formatted(path, architecture.getClassName()));
    }
  }

  /** SHA-256 of what makes the model: the configuration, and the weights if there are any. */
  public String readDigest() throws IOException {
    StringBuilder digests = new StringBuilder(Sha256.of(path.resolve(ConfigJson.NAME)));
    for (Path file : WeightFiles.find(path)) {
      digests.append(Sha256.of(file));
    }
    return Sha256.of(digests.toString().getBytes(UTF_8));
  }

  /** Reads what a classifier tells apart. */
  public Labels readLabels() throws IOException {
    return ConfigJson.read(path, ConfigJson::labels);
  }

  /** Reads a BERT or RoBERTa with the head for masked words. */
  public MaskedLanguageModel readMaskedLm(NDManager parent, ModelOptions options)
      throws IOException {
    EncoderConfig config =
        withDropout(ConfigJson.read(path, EncoderConfigFile::toMaskedLmConfig), options);
    return withValues(
        config.family(),
        EncoderLayout.of(config, ModelTask.MASKED_LM, 0),
        start(config, options),
        values -> new MaskedLanguageModel(parent, config, options.precision(), values));
  }

  /**
   * Reads a BERT, RoBERTa or BART with the head that scores labels. If the options say which
   * labels, its scores are put in their order; those of other labels start at random.
   */
  public SequenceClassifier readClassifier(NDManager parent, ModelOptions options)
      throws IOException {
    return classifier(
        parent,
        options,
        (family, layout, start, create) -> {
          try (StoredWeights weights = StoredWeights.open(path, Architecture.tensorNames(family))) {
            Labels stored = readLabels();
            Labels wanted = options.labels() == null ? stored : options.labels();
            ScoreRows rows = ScoreRows.of(family, stored, wanted);
            if (!rows.areWanted() && weights.leaveOut(rows.getNames())) {
              notices.accept(
                  "%s scores %s, not %s: those weights are left out"
                      .formatted(path, stored.names(), wanted.names()));
            }
            return create.apply(rows.inOrder(weights.values(layout, start, notices)));
          }
        });
  }

  /** The parameters of the classifier that {@link #readClassifier} would make, by name. */
  public Map<String, long[]> readClassifierShapes(Labels labels) throws IOException {
    int count = labels.size();
    List<ParameterSpec> layout =
        readFamily() == ModelFamily.BART
            ? BartLayout.of(BartConfigFile.read(path), ModelTask.SEQUENCE_CLASSIFICATION, count)
            : EncoderLayout.of(readEncoderConfig(), ModelTask.SEQUENCE_CLASSIFICATION, count);
    Map<String, long[]> shapes = new LinkedHashMap<>();
    layout.forEach(spec -> shapes.put(spec.name(), spec.shape().getShape()));
    return shapes;
  }

  /**
   * Values that a forward pass of the model keeps for its backward pass, estimated.
   *
   * @param tokens that are read
   * @param window tokens that a token may look at
   */
  public long countActivations(DropoutRates dropout, long tokens, long window) throws IOException {
    return readFamily() == ModelFamily.BART
        ? BartConfigFile.read(path).withDropout(dropout).countActivations(tokens, window)
        : readEncoderConfig().with(it -> it.dropout(dropout)).countActivations(tokens, window);
  }

  /** Like {@link #readClassifier}, but all weights start at random: only the shape is read. */
  public SequenceClassifier newClassifier(NDManager parent, ModelOptions options)
      throws IOException {
    return classifier(
        parent, options, (family, layout, start, create) -> create.apply(start::valuesOf));
  }

  /** Reads a BART with the head that finds answers. */
  public BartQuestionAnswering readQuestionAnswering(NDManager parent, ModelOptions options)
      throws IOException {
    BartConfig config = readBartConfig(options);
    return withValues(
        ModelFamily.BART,
        BartLayout.of(config, ModelTask.QUESTION_ANSWERING, 0),
        start(config, options),
        values -> new BartQuestionAnswering(parent, config, options.precision(), values));
  }

  /** Where the weights of a classifier come from. */
  @FunctionalInterface
  private interface Weights {
    SequenceClassifier fill(
        ModelFamily family,
        List<ParameterSpec> layout,
        Initialization start,
        Function<Function<ParameterSpec, float[]>, SequenceClassifier> create)
        throws IOException;
  }

  private SequenceClassifier classifier(NDManager parent, ModelOptions options, Weights weights)
      throws IOException {
    Labels given = options.labels();
    Labels labels = given == null ? readLabels() : given;
    if (readFamily() == ModelFamily.BART) {
      BartConfig config = readBartConfig(options);
      return weights.fill(
          ModelFamily.BART,
          BartLayout.of(config, ModelTask.SEQUENCE_CLASSIFICATION, labels.size()),
          start(config, options),
          values -> new BartClassifier(parent, config, labels, options.precision(), values));
    }
    EncoderConfig config = withDropout(readEncoderConfig(), options);
    return weights.fill(
        config.family(),
        EncoderLayout.of(config, ModelTask.SEQUENCE_CLASSIFICATION, labels.size()),
        start(config, options),
        values -> new EncoderClassifier(parent, config, labels, options.precision(), values));
  }

  private <M> M withValues(
      ModelFamily family,
      List<ParameterSpec> layout,
      Initialization start,
      Function<Function<ParameterSpec, float[]>, M> create)
      throws IOException {
    try (StoredWeights weights = StoredWeights.open(path, Architecture.tensorNames(family))) {
      return create.apply(weights.values(layout, start, notices));
    }
  }

  private BartConfig readBartConfig(ModelOptions options) throws IOException {
    BartConfig stored = BartConfigFile.read(path);
    DropoutRates dropout = options.dropout();
    return dropout == null ? stored : stored.withDropout(dropout);
  }

  private static EncoderConfig withDropout(EncoderConfig stored, ModelOptions options) {
    DropoutRates dropout = options.dropout();
    return dropout == null ? stored : stored.with(it -> it.dropout(dropout));
  }

  private static Initialization start(BartConfig config, ModelOptions options) {
    return new Initialization(options.seed(), config.initStd(), config.special().pad());
  }

  private static Initialization start(EncoderConfig config, ModelOptions options) {
    return new Initialization(options.seed(), config.initializerRange(), config.padTokenId());
  }
}
