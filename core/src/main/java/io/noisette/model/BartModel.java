package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * BART for conditional generation: a bidirectional encoder, a causal decoder that attends to it,
 * and one word table for both and for the output (papers.md 1.1).
 *
 * <p>Batches are packed: (tokens, d) matrices, attention within each sequence.
 */
public final class BartModel implements AutoCloseable {

  /** Numbers of tokens are multiples of this where each number costs time. */
  private static final int ROWS = 16;

  private final BartConfig config;
  private final boolean isBf16;
  private final NDManager manager;
  private final Parameters parameters;
  private final NDArray logitsBias;
  private final DropoutMasks masks;
  private final BartKernels kernels;
  private final TiedSoftmaxLoss loss;

  /**
   * Builds a model whose parameters are given.
   *
   * @param parent names the device
   * @param precision of matrix products; parameters and gradients are in fp32
   * @param values of each parameter
   * @param finalLogitsBias (V) added to the scores, not trained
   */
  public BartModel(
      NDManager parent,
      BartConfig config,
      Precision precision,
      Function<ParameterSpec, float[]> values,
      float[] finalLogitsBias) {
    this.config = config;
    isBf16 = precision.isBf16();
    manager = parent.newSubManager();
    parameters = new Parameters(manager);
    for (ParameterSpec spec : BartLayout.of(config)) {
      parameters.add(spec.name(), spec.shape(), values.apply(spec));
    }
    Shape row = new Shape(1, config.vocabSize());
    logitsBias = Parameters.copy(manager, row, finalLogitsBias);
    masks = new DropoutMasks(config.dropout());
    kernels = new BartKernels(manager, config, precision, masks.getScale());
    loss = new TiedSoftmaxLoss(manager, precision);
  }

  /** A new model: weights normal with the configuration's deviation, from the seed. */
  public static BartModel initialize(
      NDManager parent, BartConfig config, Precision precision, long seed) {
    Initialization start = new Initialization(seed, config.initStd(), config.special().pad());
    float[] bias = new float[config.vocabSize()];
    return new BartModel(parent, config, precision, start::valuesOf, bias);
  }

  public BartConfig getConfig() {
    return config;
  }

  public Parameters getParameters() {
    return parameters;
  }

  /** The scores' bias, (1, V): a buffer of the checkpoint, zero in a model trained here. */
  public NDArray getLogitsBias() {
    return logitsBias;
  }

  /**
   * Forward and backward pass; gradients of {@code weight} times the result are added up.
   *
   * @param scope owns what the pass leaves behind
   * @param weight 1 / (target tokens of the whole optimizer step)
   * @param dropoutSeed of the masks
   * @return the sum of -log p over the labels, in nats
   */
  public double forwardBackward(
      NDManager scope, Seq2SeqBatch batch, double weight, long dropoutSeed) {
    masks.start(dropoutSeed);
    return recordedPass(scope, batch, weight);
  }

  /** Like {@link #forwardBackward(NDManager, Seq2SeqBatch, double, long)}, without dropout. */
  public double forwardBackward(NDManager scope, Seq2SeqBatch batch, double weight) {
    masks.startWithout();
    return recordedPass(scope, batch, weight);
  }

  /**
   * Teacher-forced losses without dropout or gradients.
   *
   * @return (labels) each -log p in nats, and (labels) 1 where the likeliest word is the label's
   */
  public List<float[]> evaluate(NDManager scope, Seq2SeqBatch batch) {
    masks.startWithout();
    return Autograd.paused(
        () -> {
          NDArray hidden = hidden(scope, batch);
          NDArray words = parameters.get(BartLayout.SHARED);
          return loss.evaluate(hidden, words, logitsBias, batch.labels().toIds(scope));
        });
  }

  /** The encoder's last hidden states, (source tokens, d), without dropout or gradients. */
  public NDArray encode(NDManager scope, PackedTokens source) {
    masks.startWithout();
    return Autograd.paused(() -> encoderStack(scope, source));
  }

  /** Scores of every word for every decoder position, (target tokens, V). */
  public NDArray logits(NDManager scope, Seq2SeqBatch batch) {
    masks.startWithout();
    NDArray words = parameters.get(BartLayout.SHARED);
    return Autograd.paused(() -> kernels.logits(hidden(scope, batch), words, logitsBias));
  }

  /**
   * Reads a source once and begins to decode it.
   *
   * @param scope names the device; the decoder lives as long as it at most
   * @param source ids, special tokens included
   */
  public BartDecoder startDecoding(NDManager scope, int[] source) {
    List<NDArray> tables = new ArrayList<>(parameters.get(BartLayout.embedding("model.decoder.")));
    tables.add(logitsBias);
    List<NDArray> layers = new ArrayList<>();
    for (int i = 0; i < config.decoderLayers(); i++) {
      layers.addAll(parameters.get(BartLayout.decoderLayer(i)));
    }
    try (NDManager pass = scope.newSubManager()) {
      NDArray memory = encode(pass, PackedTokens.of(List.of(source)));
      return new BartDecoder(scope, config, kernels, memory, tables, layers);
    }
  }

  @Override
  public void close() {
    kernels.close();
    loss.close();
    manager.close();
  }

  private double recordedPass(NDManager scope, Seq2SeqBatch given, double weight) {
    Seq2SeqBatch batch = isBf16 ? withFewSizes(given) : given;
    return Autograd.recorded(
        () -> {
          NDArray hidden = hidden(scope, batch);
          NDArray labels = batch.labels().toIds(scope);
          NDArray words = parameters.get(BartLayout.SHARED);
          NDArray wordsGradient = parameters.getGradient(BartLayout.SHARED);
          TiedSoftmaxLoss.Result result =
              loss.forwardBackward(hidden, words, logitsBias, labels, wordsGradient, weight);
          Autograd.backward(hidden, result.hiddenGradient());
          return result.nats();
        });
  }

  /**
   * oneDNN, which does bf16 products, compiles code for each number of rows, and keeps it: half a
   * millisecond a product, were it new in every step.
   */
  private Seq2SeqBatch withFewSizes(Seq2SeqBatch batch) {
    int unit = Math.min(ROWS, config.maxPositionEmbeddings());
    return batch.filled(unit, config.special().pad());
  }

  /** The decoder's last hidden states, (target tokens, d). */
  private NDArray hidden(NDManager scope, Seq2SeqBatch batch) {
    NDArray memory = encoderStack(scope, batch.source());
    NDArray memoryLengths = batch.source().toLengths(scope);
    NDArray lengths = batch.decoderInput().toLengths(scope);
    NDArray x = embed(scope, batch.decoderInput(), "model.decoder.");
    for (int i = 0; i < config.decoderLayers(); i++) {
      List<NDArray> layer = parameters.get(BartLayout.decoderLayer(i));
      x = kernels.decoderLayer(x, memory, lengths, memoryLengths, masks, layer);
    }
    return x;
  }

  private NDArray encoderStack(NDManager scope, PackedTokens source) {
    NDArray lengths = source.toLengths(scope);
    NDArray x = embed(scope, source, "model.encoder.");
    for (int i = 0; i < config.encoderLayers(); i++) {
      x = kernels.encoderLayer(x, lengths, masks, parameters.get(BartLayout.encoderLayer(i)));
    }
    return x;
  }

  private NDArray embed(NDManager scope, PackedTokens tokens, String stack) {
    if (tokens.getLongest() > config.maxPositionEmbeddings()) {
      throw new IllegalArgumentException(
          "a sequence of %d tokens, but max_position_embeddings is %d"
              .formatted(tokens.getLongest(), config.maxPositionEmbeddings()));
    }
    NDArray ids = tokens.toIds(scope);
    NDArray positions = tokens.toPositions(scope, BartConfig.POSITION_OFFSET);
    List<NDArray> tables = parameters.get(BartLayout.embedding(stack));
    return kernels.embed(ids, positions, config.dModel(), masks, tables);
  }
}
