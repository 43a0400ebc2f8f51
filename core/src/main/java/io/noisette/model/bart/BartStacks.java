package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.KernelValue;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.head.TextBody;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.GenerationKernels;
import io.noisette.model.layer.HeadKernels;
import io.noisette.model.layer.HiddenStates;
import io.noisette.model.layer.Segments;
import io.noisette.model.training.WeightCopies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encoder and decoder of a BART, below any head. */
final class BartStacks implements TextBody {

  private final BartConfig config;
  private final NDArray words;
  private final DropoutSites sites;
  private final @Nullable LayerStack sourceEncoder;
  private final LayerStack encoder;
  private final LayerStack decoder;
  private final @Nullable BartPass trained;
  private final LazyGenerationKernels generation;

  /**
   * Creates the stacks on parameters of a model.
   *
   * @param parent names the device
   * @param parameters at least those of {@link BartLayout}
   * @param copies rounded parameters of the model that this one is a replica of, or an empty list
   */
  BartStacks(
      NDManager parent,
      BartConfig config,
      Precision precision,
      Parameters parameters,
      WeightCopies copies) {
    this.config = config;
    generation = new LazyGenerationKernels(parent, config, precision, !parameters.isTrainable());
    words = parameters.get(BartLayout.SHARED);
    sites = DropoutSites.of(config.getDropoutRates());
    LayerStack.Maker maker = new LayerStack.Maker(parent, config, precision, parameters, sites);
    SourceEncoderConfig source = config.sourceEncoder();
    sourceEncoder = source == null ? null : maker.newSourceEncoder(source);
    encoder = maker.newEncoder();
    decoder = maker.newDecoder();
    // In fp32 autograd is as fast, and its results are those of earlier versions.
    trained =
        precision.isBf16() && parameters.isTrainable()
            ? new BartPass(parent, config, precision, parameters, sites, copies)
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

  @Override
  public NDArray encode(NDManager scope, PackedTokens text) {
    start(null);
    return Autograd.paused(() -> encode(scope, text, TrainingPass.weighted(1)));
  }

  /** Returns the encoder's last hidden states, (source tokens, d). */
  private NDArray encode(NDManager scope, PackedTokens source, TrainingPass pass) {
    Segments segments = Segments.of(scope, source);
    if (sourceEncoder == null) {
      return encode(scope, source, segments, encoder, pass);
    }
    NDArray states = encode(scope, source, segments, sourceEncoder, pass);
    return encoder.applyFrom(0, encoder.embedStates(scope, source, states), segments);
  }

  /**
   * Returns the last hidden states of the source encoder, (source tokens, d), which BART's encoder
   * takes in place of word embeddings.
   *
   * @throws IllegalStateException if the model has no source encoder
   */
  NDArray encodeSource(NDManager scope, PackedTokens source) {
    if (sourceEncoder == null) {
      throw new IllegalStateException("the model has no source encoder");
    }
    return encode(
        scope, source, Segments.of(scope, source), sourceEncoder, TrainingPass.weighted(1));
  }

  /** Returns the training pass in bf16; null in fp32, where autograd records {@link #hidden}. */
  @Nullable BartPass getTrained() {
    return trained;
  }

  /** Runs the forward pass of training where encoder and decoder read the same text. */
  @Override
  public HiddenStates train(NDManager scope, SequenceBatch batch, TrainingPass pass) {
    PackedTokens text = batch.tokens();
    return train(scope, text, text.shiftedRight(config.special().decoderStart()), pass);
  }

  /** Runs the forward pass of training to the decoder's last hidden states. */
  HiddenStates train(
      NDManager scope, PackedTokens source, PackedTokens decoderInput, TrainingPass pass) {
    if (trained == null) {
      return HiddenStates.recorded(hidden(scope, source, decoderInput, pass));
    }
    BartPass.Forward forward = trained.forward(scope, source, decoderInput, pass);
    return HiddenStates.leaf(forward.decoder().copyHidden(), forward::backward);
  }

  /**
   * Runs the forward pass of the sources to the output of the first layer, and the backward pass
   * from its gradient, (source tokens, d).
   */
  void trainFirstLayer(NDManager scope, Seq2SeqBatch batch, NDArray gradient, TrainingPass pass) {
    if (trained != null) {
      trained
          .forwardToFirstLayer(scope, batch.source(), batch.decoderInput(), pass)
          .backward(gradient);
      return;
    }
    Autograd.recorded(
        () -> {
          PackedTokens source = batch.source();
          Segments segments = Segments.of(scope, source);
          LayerStack first = sourceEncoder == null ? encoder : sourceEncoder;
          NDArray hidden = firstLayer(scope, source, segments, first, pass);
          Autograd.backward(hidden, gradient);
          return hidden;
        });
  }

  /** Returns the decoder's last hidden states, (target tokens, d). */
  NDArray hidden(
      NDManager scope, PackedTokens source, PackedTokens decoderInput, TrainingPass pass) {
    NDArray memory = encode(scope, source, pass);
    Segments sources = Segments.of(scope, source);
    Segments own = Segments.of(scope, decoderInput);
    decoderInput.requirePositionsBelow(config.maxPositionEmbeddings());
    NDArray x = decoder.embed(scope, decoderInput, pass.decoderDelta());
    for (List<NDArray> layer : decoder.layers()) {
      x = decoder.kernels().decoderLayer(x, own, memory, sources, layer);
    }
    return x;
  }

  /**
   * Returns the decoder's last hidden states, (tokens, d), where encoder and decoder read the same
   * text.
   */
  @Override
  public NDArray hidden(NDManager scope, SequenceBatch batch, TrainingPass pass) {
    PackedTokens text = batch.tokens();
    return hidden(scope, text, text.shiftedRight(config.special().decoderStart()), pass);
  }

  @Override
  public NDArray classify(
      HeadKernels kernels, Parameters parameters, NDArray hidden, SequenceBatch batch) {
    return BartHeads.classify(kernels, parameters, hidden, batch, config, sites);
  }

  @Override
  public void writeConfig(Path directory, ModelTask task, @Nullable Labels labels)
      throws IOException {
    BartConfigFile.write(directory, config, task, labels);
  }

  /**
   * Returns the logits, (tokens, V).
   *
   * @param bias (1, V)
   */
  NDArray logits(NDArray hidden, NDArray bias) {
    return decoder.kernels().logits(hidden, words, bias);
  }

  /**
   * Creates an incremental decoder.
   *
   * @param bias of the logits, (1, V)
   */
  TargetDecoder startDecoding(NDManager scope, int beams, NDArray bias) {
    GenerationKernels kernels = generation.get(config.decoderAttentionHeads());
    return new CachedDecoder(
        scope,
        config,
        beams,
        kernels,
        owner ->
            new BartDecoding(newSourceEncoding(owner), kernels, getDecoderWeights(owner, bias)));
  }

  /**
   * Prepares the weights of generation, and frees those of the parameters that nothing else needs:
   * after that only {@link #startDecoding} and what it returns work.
   *
   * @param bias of the logits, (1, V)
   */
  void keepForGeneration(NDManager owner, Parameters parameters, NDArray bias) {
    getDecoderWeights(owner, bias);
    parameters.freeConstants(name -> name.startsWith(BartLayout.DECODER_LAYERS));
    if (sourceEncoder == null) {
      getEncoderWeights(owner);
      parameters.freeConstants(name -> name.startsWith(BartLayout.ENCODER_LAYERS));
    }
  }

  private KernelValue getDecoderWeights(NDManager owner, NDArray bias) {
    GenerationKernels kernels = generation.get(config.decoderAttentionHeads());
    return generation.getWeights(
        owner,
        "decoder",
        keeper -> kernels.decoderWeights(keeper, decoder.embedding(), bias, decoder.layers()));
  }

  private KernelValue getEncoderWeights(NDManager owner) {
    GenerationKernels kernels = generation.get(config.encoderAttentionHeads());
    return generation.getWeights(
        owner,
        "encoder",
        keeper -> kernels.encoderWeights(keeper, encoder.embedding(), encoder.layers()));
  }

  private BartDecoding.SourceEncoding newSourceEncoding(NDManager owner) {
    if (sourceEncoder != null) {
      return this::encode;
    }
    GenerationKernels kernels = generation.get(config.encoderAttentionHeads());
    KernelValue weights = getEncoderWeights(owner);
    return (scope, sources) -> kernels.encode(scope, sources, BartConfig.POSITION_OFFSET, weights);
  }

  @Override
  public void close() {
    if (trained != null) {
      trained.close();
    }
    if (sourceEncoder != null) {
      sourceEncoder.kernels().close();
    }
    encoder.kernels().close();
    decoder.kernels().close();
    generation.close();
  }

  /** Returns the last hidden states of the first stack that sources go through. */
  private NDArray encode(
      NDManager scope,
      PackedTokens source,
      Segments segments,
      LayerStack stack,
      TrainingPass pass) {
    NDArray first = firstLayer(scope, source, segments, stack, pass);
    NDArray shift = pass.firstLayerDelta();
    return stack.applyFrom(1, shift == null ? first : first.add(shift), segments);
  }

  private NDArray firstLayer(
      NDManager scope,
      PackedTokens source,
      Segments segments,
      LayerStack stack,
      TrainingPass pass) {
    source.requirePositionsBelow(config.getSourcePositions());
    return stack.applyFirst(stack.embed(scope, source, pass.delta()), segments);
  }
}
