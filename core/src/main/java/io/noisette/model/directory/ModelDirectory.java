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
import io.noisette.model.TokenTagger;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.directory.HeadedModels.Weights;
import io.noisette.model.encoder.EncoderConfig;
import io.noisette.model.encoder.EncoderLayout;
import io.noisette.model.encoder.MaskedLanguageModel;
import io.noisette.model.weights.ConfigJson;
import io.noisette.model.weights.StoredWeights;
import io.noisette.model.weights.WeightFiles;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
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
  private final StoredConfig config;
  private final HeadedModels models;

  /**
   * Creates a reader; no file is opened yet.
   *
   * @param notices receives one line each about randomly initialized and unused tensors
   */
  public ModelDirectory(Path path, Consumer<String> notices) {
    this(path, notices, new StoredConfig(path, null));
  }

  private ModelDirectory(Path path, Consumer<String> notices, StoredConfig config) {
    this.path = path;
    this.notices = notices;
    this.config = config;
    this.models = new HeadedModels(config);
  }

  /**
   * Returns a reader of the model without its upper layers, as students start; of a BART, encoder
   * and decoder keep so many layers each.
   *
   * @param count number of lowest layers to keep
   * @throws UsageException if the model has fewer
   */
  public ModelDirectory withLayers(int count) throws IOException {
    return new ModelDirectory(path, notices, config.withLayers(count));
  }

  /** Reads the architecture. */
  public ModelFamily readFamily() throws IOException {
    return config.readFamily();
  }

  /** Reads the model config of a BERT or RoBERTa. */
  public EncoderConfig readEncoderConfig() throws IOException {
    return config.readEncoder();
  }

  /** Reads the vocabulary size, the number of rows of the embedding matrix. */
  public int readVocabSize() throws IOException {
    return ConfigJson.read(path, json -> json.required("vocab_size"));
  }

  /** Reads the embedding matrix of the tokens, (vocabulary, d) row by row. */
  public float[] readWordEmbeddings() throws IOException {
    ParameterSpec words = config.readLayout(ModelTask.SEQUENCE_CLASSIFICATION, 2).get(0);
    try (StoredWeights weights = StoredWeights.open(path, Architecture.tensorNames(readFamily()))) {
      SafetensorsTensor stored = weights.require(List.of(words), unused -> {}).get(words.name());
      return Objects.requireNonNull(stored).toFiniteFloats();
    }
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
    return config.readDropout(hidden, attention);
  }

  /** Reads the maximum number of tokens in a text, special tokens included. */
  public int readMaxLength() throws IOException {
    return config.readMaxLength();
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

  /**
   * Checks that the model has a tagging head.
   *
   * @throws UsageException if it has another head or none
   */
  public void requireTagger() throws IOException {
    requireTask(ModelTask.TOKEN_CLASSIFICATION, "tagging head");
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

  /** Reads the label names and the problem type of a classifier or tagger. */
  public Labels readLabels() throws IOException {
    return ConfigJson.read(path, ConfigJson::labels);
  }

  /** Reads a BERT or RoBERTa for masked language modeling. */
  public MaskedLanguageModel readMaskedLm(NDManager parent, ModelOptions options)
      throws IOException {
    EncoderConfig encoder = config.readMaskedLm(options);
    List<ParameterSpec> layout = EncoderLayout.of(encoder, ModelTask.MASKED_LM, 0);
    try (StoredWeights weights =
        StoredWeights.open(path, Architecture.tensorNames(encoder.family()))) {
      return new MaskedLanguageModel(
          parent,
          encoder,
          options.precision(),
          weights.values(layout, HeadedModels.start(encoder, options), notices));
    }
  }

  /**
   * Reads a BERT, RoBERTa or BART for sequence classification. If the options name labels and the
   * stored labels are the same, the logits are put in the order of the options; if the labels
   * differ, the output layer is initialized randomly.
   */
  public SequenceClassifier readClassifier(NDManager parent, ModelOptions options)
      throws IOException {
    return models.classifier(
        parent, options, labels(options), stored(ModelTask.SEQUENCE_CLASSIFICATION, options));
  }

  /**
   * Reads a BERT, RoBERTa or BART that tags each token; its tags are the options' labels, as those
   * of {@link #readClassifier} are.
   */
  public TokenTagger readTagger(NDManager parent, ModelOptions options) throws IOException {
    return models.tagger(
        parent, options, labels(options), stored(ModelTask.TOKEN_CLASSIFICATION, options));
  }

  private <M> Weights<M> stored(ModelTask task, ModelOptions options) {
    return (family, layout, start, create) -> {
      try (StoredWeights weights = StoredWeights.open(path, Architecture.tensorNames(family))) {
        Labels stored = readLabels();
        Labels wanted = labels(options);
        ScoreRows rows = ScoreRows.of(family, task, stored, wanted);
        if (!rows.areWanted() && weights.leaveOut(rows.getNames())) {
          notices.accept(
              "%s has the labels %s, not %s: its output layer is not used"
                  .formatted(path, stored.names(), wanted.names()));
        }
        return create.apply(rows.inOrder(weights.values(layout, start, notices)));
      }
    };
  }

  /**
   * Reads the parameter shapes, by name, of the model with a head for a task.
   *
   * @param labels number of labels of a classifier or tagger, otherwise ignored
   */
  public Map<String, long[]> readShapes(ModelTask task, int labels) throws IOException {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    config
        .readLayout(task, labels)
        .forEach(spec -> shapes.put(spec.name(), spec.shape().getShape()));
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
    return config.countActivations(dropout, tokens, window);
  }

  /**
   * Creates a classifier with random weights, reading only the model config; otherwise like {@link
   * #readClassifier}.
   */
  public SequenceClassifier newClassifier(NDManager parent, ModelOptions options)
      throws IOException {
    return models.classifier(parent, options, labels(options), Weights.initial());
  }

  /** Creates a tagger with random weights; otherwise like {@link #readTagger}. */
  public TokenTagger newTagger(NDManager parent, ModelOptions options) throws IOException {
    return models.tagger(parent, options, labels(options), Weights.initial());
  }

  /**
   * Reads a BERT, RoBERTa or BART for extractive question answering. If another head or none is
   * stored, the span head is initialized randomly.
   */
  public QuestionAnswerer readQuestionAnswering(NDManager parent, ModelOptions options)
      throws IOException {
    return models.questionAnswering(
        parent,
        options,
        (family, layout, start, create) -> {
          try (StoredWeights weights = StoredWeights.open(path, Architecture.tensorNames(family))) {
            return create.apply(weights.values(layout, start, notices));
          }
        });
  }

  /**
   * Creates a model for extractive question answering with random weights, reading only the model
   * config.
   */
  public QuestionAnswerer newQuestionAnswering(NDManager parent, ModelOptions options)
      throws IOException {
    return models.questionAnswering(parent, options, Weights.initial());
  }

  private Labels labels(ModelOptions options) throws IOException {
    Labels given = options.labels();
    return given == null ? readLabels() : given;
  }
}
