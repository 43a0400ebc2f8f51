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
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.bart.BartClassifier;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartConfigFile;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.bart.BartQuestionAnswering;
import io.noisette.model.bart.SingleStackConfig;
import io.noisette.model.bart.SingleStackDirectory;
import io.noisette.model.encoder.EncoderClassifier;
import io.noisette.model.encoder.EncoderConfig;
import io.noisette.model.encoder.EncoderConfigFile;
import io.noisette.model.encoder.EncoderLayout;
import io.noisette.model.encoder.EncoderQuestionAnswering;
import io.noisette.model.encoder.MaskedLanguageModel;
import io.noisette.model.layer.Initialization;
import io.noisette.model.weights.ConfigJson;
import io.noisette.model.weights.StoredWeights;
import io.noisette.model.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads BERT, RoBERTa and BART models with a head from a Hugging Face model directory; BART for
 * conditional generation is read by {@link BartDirectory}.
 *
 * <p>All readers throw {@link UsageException} if the directory holds another kind of model, and
 * {@link CorruptDataException} if a tensor below the head is missing or has the wrong shape.
 */
public final class ModelDirectory {

  private final Path path;
  private final Consumer<String> notices;
  private final @Nullable Integer layers;

  /**
   * Creates a reader; no file is opened yet.
   *
   * @param notices receives one line each about randomly initialized and unused tensors
   */
  public ModelDirectory(Path path, Consumer<String> notices) {
    this(path, notices, null);
  }

  private ModelDirectory(Path path, Consumer<String> notices, @Nullable Integer layers) {
    this.path = path;
    this.notices = notices;
    this.layers = layers;
  }

  /**
   * Returns a reader of the model without its upper layers, as students start; of a BART, encoder
   * and decoder keep so many layers each.
   *
   * @param count number of lowest layers to keep
   * @throws UsageException if the model has fewer
   */
  public ModelDirectory withLayers(int count) throws IOException {
    int most = readLayerCount();
    if (count < 1 || count > most) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s has %d layers: the number of layers to keep must be from 1 to that, not %d",
              path,
              most,
              count));
    }
    return new ModelDirectory(path, notices, count);
  }

  /** Reads the architecture. */
  public ModelFamily readFamily() throws IOException {
    return ConfigJson.read(path, ConfigJson::family);
  }

  /** Reads the model config of a BERT or RoBERTa. */
  public EncoderConfig readEncoderConfig() throws IOException {
    EncoderConfig stored = ConfigJson.read(path, EncoderConfigFile::toConfig);
    Integer kept = layers;
    return kept == null ? stored : stored.with(it -> it.numHiddenLayers(kept));
  }

  /** Reads the vocabulary size, the number of rows of the embedding matrix. */
  public int readVocabSize() throws IOException {
    return ConfigJson.read(path, json -> json.required("vocab_size"));
  }

  /**
   * Reads the dropout probabilities for training from the model config; arguments that are not null
   * override them. As in transformers, the head of a BERT or RoBERTa has that of hidden states
   * unless the model config has a {@code classifier_dropout}.
   *
   * @param hidden dropout probability of hidden states, or null for that of the model config
   * @param attention dropout probability of attention weights, or null likewise
   */
  public DropoutRates readDropout(@Nullable Double hidden, @Nullable Double attention)
      throws IOException {
    boolean bart = readFamily() == ModelFamily.BART;
    DropoutRates stored = bart ? readBartConfig().getDropoutRates() : readEncoderConfig().dropout();
    double ofHidden = hidden != null ? hidden : stored.hidden();
    double ofHead =
        bart
            ? stored.head()
            : ConfigJson.read(path, json -> json.number("classifier_dropout", ofHidden));
    return new DropoutRates(
        ofHidden, attention != null ? attention : stored.attention(), stored.activation(), ofHead);
  }

  /** Reads the maximum number of tokens in a text, special tokens included. */
  public int readMaxLength() throws IOException {
    return readFamily() == ModelFamily.BART
        ? readBartConfig().maxPositionEmbeddings()
        : readEncoderConfig().maxLength();
  }

  /**
   * Checks that the model has a classification head.
   *
   * @throws UsageException if it has another head or none
   */
  public void requireClassifier() throws IOException {
    requireTask(ModelTask.SEQUENCE_CLASSIFICATION, "classification head");
  }

  /**
   * Checks that the model has a span head, for question answering.
   *
   * @throws UsageException if it has another head or none
   */
  public void requireQuestionAnswering() throws IOException {
    requireTask(ModelTask.QUESTION_ANSWERING, "span head for question answering");
  }

  private void requireTask(ModelTask task, String head) throws IOException {
    Architecture architecture = ConfigJson.read(path, Architecture::of);
    if (architecture.task() != task) {
      throw new UsageException(
          "%s is a %s, which has no %s; fine-tune it first"
              .formatted(path, architecture.getClassName(), head));
    }
  }

  /** Computes a SHA-256 over {@code config.json} and the weight files, if there are any. */
  public String readDigest() throws IOException {
    StringBuilder digests = new StringBuilder(Sha256.of(path.resolve(ConfigJson.NAME)));
    for (Path file : WeightFiles.find(path)) {
      digests.append(Sha256.of(file));
    }
    return Sha256.of(digests.toString().getBytes(UTF_8));
  }

  /** Reads the label names and the problem type of a classifier. */
  public Labels readLabels() throws IOException {
    return ConfigJson.read(path, ConfigJson::labels);
  }

  /** Reads a BERT or RoBERTa for masked language modeling. */
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
   * Reads a BERT, RoBERTa or BART for sequence classification. If the options name labels and the
   * stored labels are the same, the logits are put in the order of the options; if the labels
   * differ, the output layer is initialized randomly.
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
                  "%s has the labels %s, not %s: its output layer is not used"
                      .formatted(path, stored.names(), wanted.names()));
            }
            return create.apply(rows.inOrder(weights.values(layout, start, notices)));
          }
        });
  }

  /**
   * Reads the parameter shapes, by name, of the model with a head for a task.
   *
   * @param labels number of labels of a classifier, otherwise ignored
   */
  public Map<String, long[]> readShapes(ModelTask task, int labels) throws IOException {
    List<ParameterSpec> layout =
        readFamily() == ModelFamily.BART
            ? BartLayout.of(readBartConfig(), task, labels)
            : EncoderLayout.of(readEncoderConfig(), task, labels);
    Map<String, long[]> shapes = new LinkedHashMap<>();
    layout.forEach(spec -> shapes.put(spec.name(), spec.shape().getShape()));
    return shapes;
  }

  /**
   * Estimates the number of activations that a forward pass keeps for the backward pass.
   *
   * @param dropout probabilities
   * @param tokens number of tokens in the pass
   * @param window number of tokens that each token attends to
   */
  public long countActivations(DropoutRates dropout, long tokens, long window) throws IOException {
    return readFamily() == ModelFamily.BART
        ? readBartConfig().withDropout(dropout).countActivations(tokens, window)
        : readEncoderConfig().with(it -> it.dropout(dropout)).countActivations(tokens, window);
  }

  /**
   * Creates a classifier with random weights, reading only the model config; otherwise like {@link
   * #readClassifier}.
   */
  public SequenceClassifier newClassifier(NDManager parent, ModelOptions options)
      throws IOException {
    return classifier(
        parent, options, (family, layout, start, create) -> create.apply(start::valuesOf));
  }

  /**
   * Reads a BERT, RoBERTa or BART for extractive question answering. If another head or none is
   * stored, the span head is initialized randomly.
   */
  public QuestionAnswerer readQuestionAnswering(NDManager parent, ModelOptions options)
      throws IOException {
    try (StoredWeights weights = StoredWeights.open(path, Architecture.tensorNames(readFamily()))) {
      return questionAnswering(
          parent, options, (layout, start) -> weights.values(layout, start, notices));
    }
  }

  /**
   * Creates a model for extractive question answering with random weights, reading only the model
   * config.
   */
  public QuestionAnswerer newQuestionAnswering(NDManager parent, ModelOptions options)
      throws IOException {
    return questionAnswering(parent, options, (layout, start) -> start::valuesOf);
  }

  private QuestionAnswerer questionAnswering(
      NDManager parent,
      ModelOptions options,
      BiFunction<List<ParameterSpec>, Initialization, Function<ParameterSpec, float[]>> weights)
      throws IOException {
    ModelTask task = ModelTask.QUESTION_ANSWERING;
    if (readFamily() == ModelFamily.BART) {
      BartConfig config = readBartConfig(options);
      SingleStackConfig stack = findStack(config);
      Function<ParameterSpec, float[]> values =
          weights.apply(BartLayout.of(config, task, 0), start(config, options));
      return stack == null
          ? new BartQuestionAnswering(parent, config, options.precision(), values)
          : new BartQuestionAnswering(parent, stack, options.precision(), values);
    }
    EncoderConfig config = withDropout(readEncoderConfig(), options);
    return new EncoderQuestionAnswering(
        parent,
        config,
        options.precision(),
        weights.apply(EncoderLayout.of(config, task, 0), start(config, options)));
  }

  /** Source of a classifier's weights: a file or random initialization. */
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
      SingleStackConfig stack = findStack(config);
      return weights.fill(
          ModelFamily.BART,
          BartLayout.of(config, ModelTask.SEQUENCE_CLASSIFICATION, labels.size()),
          start(config, options),
          values ->
              stack == null
                  ? new BartClassifier(parent, config, labels, options.precision(), values)
                  : new BartClassifier(parent, stack, labels, options.precision(), values));
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

  /** Reads the sizes of a BART or a single stack, with 0 layers for an absent stack. */
  private BartConfig readBartConfig() throws IOException {
    SingleStackDirectory stack = new SingleStackDirectory(path);
    BartConfig stored =
        stack.isSingleStack()
            ? stack.readConfig().bart()
            : BartConfigFile.readOfOneVocabulary(path);
    Integer kept = layers;
    return kept == null ? stored : stored.withLayers(kept);
  }

  /** Returns the model config of a single stack with the given sizes, or null for a BART. */
  private @Nullable SingleStackConfig findStack(BartConfig config) throws IOException {
    return config.isSingleStack()
        ? new SingleStackDirectory(path).readConfig().withBart(config)
        : null;
  }

  private BartConfig readBartConfig(ModelOptions options) throws IOException {
    BartConfig stored = readBartConfig();
    DropoutRates dropout = options.dropout();
    return dropout == null ? stored : stored.withDropout(dropout);
  }

  private int readLayerCount() throws IOException {
    if (readFamily() != ModelFamily.BART) {
      return readEncoderConfig().numHiddenLayers();
    }
    BartConfig stored = readBartConfig();
    return stored.isSingleStack()
        ? stored.encoderLayers() + stored.decoderLayers()
        : Math.min(stored.encoderLayers(), stored.decoderLayers());
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
