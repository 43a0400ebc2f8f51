package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.KernelValue;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.AttentionMask;
import io.noisette.model.Labels;
import io.noisette.model.MaskedTokens;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.head.TextBody;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.GenerationKernels;
import io.noisette.model.layer.HeadKernels;
import io.noisette.model.layer.HiddenStates;
import io.noisette.model.layer.Segments;
import io.noisette.model.layer.TransformerKernels;
import io.noisette.model.training.StackPass;
import io.noisette.model.training.WeightCopies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layers of a single stack, below any head. */
final class SingleStackLayers implements TextBody {

  private final SingleStackConfig whole;
  private final BartConfig config;
  private final NDArray words;
  private final DropoutSites sites;
  private final TransformerKernels kernels;
  private final List<NDArray> embedding;
  private final List<List<NDArray>> layers;
  private final @Nullable SingleStackPass trained;
  private final LazyGenerationKernels generation;

  /**
   * Creates the layers on parameters of a model.
   *
   * @param parent names the device
   * @param parameters at least those of {@link BartLayout}
   * @param copies rounded parameters of the model that this one is a replica of, or an empty list
   */
  SingleStackLayers(
      NDManager parent,
      SingleStackConfig config,
      Precision precision,
      Parameters parameters,
      WeightCopies copies) {
    whole = config;
    this.config = config.bart();
    generation =
        new LazyGenerationKernels(parent, this.config, precision, !parameters.isTrainable());
    words = parameters.get(BartLayout.SHARED);
    sites = DropoutSites.of(this.config.getDropoutRates());
    int pad = this.config.special().pad();
    kernels = new TransformerKernels(parent, config.toConstants(), pad, sites, precision);
    embedding = kernels.tensorsOf("embed", config.embeddingNames(), parameters);
    layers =
        config.layerNames().stream()
            .map(names -> kernels.tensorsOf("encoder_layer", names, parameters))
            .toList();
    // In fp32 autograd is as fast.
    trained =
        precision.isBf16() && parameters.isTrainable()
            ? new SingleStackPass(parent, config, precision, parameters, sites, copies)
            : null;
  }

  /**
   * Starts a forward pass with dropout masks from a random seed, or without dropout if the seed is
   * null.
   */
  @Override
  public void start(@Nullable Long dropoutSeed) {
    sites.start(dropoutSeed);
  }

  @Override
  public ModelFamily getFamily() {
    return ModelFamily.BART;
  }

  @Override
  public int getWidth() {
    return config.dModel();
  }

  @Override
  public int getMaxLength() {
    return config.maxPositionEmbeddings();
  }

  @Override
  public DropoutMasks getHeadMasks() {
    return sites.head();
  }

  /** Returns the last hidden states, (tokens, d). */
  NDArray hidden(NDManager scope, MaskedTokens text, TrainingPass pass) {
    PackedTokens tokens = text.packed();
    tokens.requirePositionsBelow(config.maxPositionEmbeddings());
    NDArray positions = tokens.toPositions(scope, BartConfig.POSITION_OFFSET);
    NDArray x = kernels.embed(tokens.toIds(scope), positions, pass.delta(), embedding);
    Segments segments = Segments.of(scope, tokens);
    if (text.areAll(AttentionMask.FULL)) {
      for (List<NDArray> layer : layers) {
        x = kernels.encoderLayer(x, segments, layer);
      }
    } else if (text.areAll(AttentionMask.CAUSAL)) {
      for (List<NDArray> layer : layers) {
        x = kernels.causalLayer(x, segments, layer);
      }
    } else {
      NDArray bias = text.toBias(scope);
      for (List<NDArray> layer : layers) {
        x = kernels.maskedLayer(x, segments, bias, layer);
      }
    }
    return x;
  }

  @Override
  public NDArray hidden(NDManager scope, SequenceBatch batch, TrainingPass pass) {
    return hidden(scope, asWhole(batch.tokens()), pass);
  }

  @Override
  public HiddenStates train(NDManager scope, SequenceBatch batch, TrainingPass pass) {
    if (trained == null) {
      return HiddenStates.recorded(hidden(scope, batch, pass));
    }
    StackPass forward = trained.forward(scope, asWhole(batch.tokens()), pass);
    return HiddenStates.leaf(forward.copyHidden(), forward::backward);
  }

  @Override
  public NDArray classify(
      HeadKernels head, Parameters parameters, NDArray hidden, SequenceBatch batch) {
    return BartHeads.classify(head, parameters, hidden, batch, config, sites);
  }

  @Override
  public void writeConfig(Path directory, ModelTask task, @Nullable Labels labels)
      throws IOException {
    SingleStackConfigFile.write(directory, whole, task, labels);
  }

  /** Returns the training pass in bf16; null in fp32, where autograd records {@link #hidden}. */
  @Nullable SingleStackPass getTrained() {
    return trained;
  }

  /** Returns the hidden states of some tokens, (rows, d). */
  NDArray select(NDArray hidden, long[] rows) {
    return rows.length == hidden.getShape().get(0) ? hidden : kernels.select(hidden, rows);
  }

  /**
   * Returns the logits, (tokens, V).
   *
   * @param bias (1, V)
   */
  NDArray logits(NDArray hidden, NDArray bias) {
    return kernels.logits(hidden, words, bias);
  }

  /**
   * Creates an incremental decoder.
   *
   * @param bias of the logits, (1, V)
   */
  TargetDecoder startDecoding(NDManager scope, int beams, NDArray bias) {
    GenerationKernels decoding = getDecoding();
    return new CachedDecoder(
        scope,
        config,
        beams,
        decoding,
        owner -> new StackDecoding(whole, decoding, getWeights(owner, bias)));
  }

  /**
   * Prepares the weights of generation, and frees those of the parameters that nothing else needs:
   * after that only {@link #startDecoding} and what it returns work.
   *
   * @param bias of the logits, (1, V)
   */
  void keepForGeneration(NDManager owner, Parameters parameters, NDArray bias) {
    getWeights(owner, bias);
    parameters.freeConstants(
        name ->
            name.startsWith(BartLayout.DECODER_LAYERS)
                || name.startsWith(BartLayout.ENCODER_LAYERS));
  }

  private KernelValue getWeights(NDManager owner, NDArray bias) {
    return generation.getWeights(
        owner, "stack", keeper -> getDecoding().stackWeights(keeper, embedding, bias, layers));
  }

  private GenerationKernels getDecoding() {
    return generation.get(
        whole.isDecoder() ? config.decoderAttentionHeads() : config.encoderAttentionHeads());
  }

  @Override
  public void close() {
    generation.close();
    if (trained != null) {
      trained.close();
    }
    kernels.close();
  }

  private MaskedTokens asWhole(PackedTokens text) {
    return MaskedTokens.of(text, whole.isDecoder() ? AttentionMask.CAUSAL : AttentionMask.FULL);
  }
}
