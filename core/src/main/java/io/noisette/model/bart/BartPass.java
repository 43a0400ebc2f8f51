package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.PackedTokens;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.training.FewSizes;
import io.noisette.model.training.SequenceGroups;
import io.noisette.model.training.StackPass;
import io.noisette.model.training.TransformerPass;
import io.noisette.model.training.WeightCopies;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Training passes through the encoder and decoder of a BART, below any head. */
final class BartPass implements AutoCloseable {

  private final BartConfig config;
  private final Parameters parameters;
  private final WeightCopies copies;
  private final @Nullable Stack sourceEncoder;
  private final Stack encoder;
  private final Stack decoder;

  /**
   * Creates the passes on parameters of a model.
   *
   * @param parent names the device
   * @param sites sources of dropout masks, which the caller starts before each pass
   * @param copies those of the model that this one is a replica of, or an empty list
   */
  BartPass(
      NDManager parent,
      BartConfig config,
      Precision precision,
      Parameters parameters,
      DropoutSites sites,
      WeightCopies copies) {
    this.config = config;
    this.parameters = parameters;
    this.copies = copies;
    int pad = config.special().pad();
    TransformerPass encoding =
        new TransformerPass(
            parent, config.toConstants(config.encoderAttentionHeads()), pad, sites, precision);
    SourceEncoderConfig source = config.sourceEncoder();
    sourceEncoder = source == null ? null : stack(parent, source, precision, sites);
    encoder =
        new Stack(
            encoding,
            source == null
                ? encoding.embedding(BartLayout.embedding(BartLayout.ENCODER), parameters)
                : encoding.placedEmbedding(BartLayout.placedEmbedding(), parameters),
            IntStream.range(0, config.encoderLayers())
                .mapToObj(
                    i -> encoding.encoderLayer(BartLayout.encoderLayer(i), parameters, copies))
                .toList());
    TransformerPass decoding =
        new TransformerPass(
            parent, config.toConstants(config.decoderAttentionHeads()), pad, sites, precision);
    decoder =
        new Stack(
            decoding,
            decoding.embedding(BartLayout.embedding(BartLayout.DECODER), parameters),
            IntStream.range(0, config.decoderLayers())
                .mapToObj(
                    i -> decoding.decoderLayer(BartLayout.decoderLayer(i), parameters, copies))
                .toList());
  }

  private record Stack(
      TransformerPass kernels,
      TransformerPass.Embedding embedding,
      List<TransformerPass.Layer> layers) {}

  /**
   * A forward pass whose backward pass is still to come.
   *
   * @param encoder pass over the sources
   * @param decoder pass over the decoder's input
   */
  record Forward(StackPass encoder, StackPass decoder) {

    /**
     * Runs the backward pass.
     *
     * @param gradient gradient of the decoder's last hidden states, (target tokens, d)
     */
    void backward(NDArray gradient) {
      decoder.backward(gradient);
      encoder.backwardFromMemory();
    }
  }

  /** Runs the forward pass to the decoder's last hidden states. */
  Forward forward(
      NDManager scope, PackedTokens source, PackedTokens decoderInput, TrainingPass pass) {
    source.requirePositionsBelow(config.getSourcePositions());
    decoderInput.requirePositionsBelow(config.maxPositionEmbeddings());
    boolean fits = FewSizes.fits(source) && FewSizes.fits(decoderInput);
    return fits
        ? forwardOfFewSizes(scope, source, decoderInput, pass)
        : forwardOfFewSizes(scope, filledSource(source), filled(decoderInput), pass);
  }

  /** Runs the forward pass of the sources to the output of the first layer. */
  StackPass forwardToFirstLayer(
      NDManager scope, PackedTokens source, PackedTokens decoderInput, TrainingPass pass) {
    source.requirePositionsBelow(config.getSourcePositions());
    boolean fits = FewSizes.fits(source) && FewSizes.fits(decoderInput);
    PackedTokens sources = fits ? source : filledSource(source);
    PackedTokens targets = fits ? decoderInput : filled(decoderInput);
    SequenceGroups groups = SequenceGroups.of(targets.getLengths(), sources.getLengths());
    return firstLayer(
        scope, sources, groups, sourceEncoder == null ? encoder : sourceEncoder, pass);
  }

  private Forward forwardOfFewSizes(
      NDManager scope, PackedTokens source, PackedTokens decoderInput, TrainingPass pass) {
    SequenceGroups groups = SequenceGroups.of(decoderInput.getLengths(), source.getLengths());
    StackPass sources = encode(scope, source, groups, pass);
    StackPass targets = decoder.kernels().start(scope, decoderInput, groups, copies);
    targets.embed(decoder.embedding(), positions(scope, decoderInput), null, pass.decoderDelta());
    decoder.layers().forEach(layer -> targets.decoderLayer(layer, sources));
    return new Forward(sources, targets);
  }

  private StackPass encode(
      NDManager scope, PackedTokens source, SequenceGroups groups, TrainingPass pass) {
    if (sourceEncoder == null) {
      return encode(scope, source, groups, encoder, pass);
    }
    StackPass below = encode(scope, source, groups, sourceEncoder, pass);
    StackPass sources = encoder.kernels().start(scope, source, groups, copies);
    sources.embedStates(encoder.embedding(), positions(scope, source), below);
    encoder.layers().forEach(sources::encoderLayer);
    return sources;
  }

  /** Runs the forward pass through the first stack that sources go through. */
  private StackPass encode(
      NDManager scope, PackedTokens source, SequenceGroups groups, Stack stack, TrainingPass pass) {
    StackPass sources = firstLayer(scope, source, groups, stack, pass);
    if (pass.firstLayerDelta() != null) {
      sources.shift(pass.firstLayerDelta());
    }
    stack.layers().subList(1, stack.layers().size()).forEach(sources::encoderLayer);
    return sources;
  }

  private StackPass firstLayer(
      NDManager scope, PackedTokens source, SequenceGroups groups, Stack stack, TrainingPass pass) {
    StackPass sources = stack.kernels().start(scope, source, groups, copies);
    sources.embed(stack.embedding(), positions(scope, source), null, pass.delta());
    sources.encoderLayer(stack.layers().get(0));
    return sources;
  }

  @Override
  public void close() {
    if (sourceEncoder != null) {
      sourceEncoder.kernels().close();
    }
    encoder.kernels().close();
    decoder.kernels().close();
  }

  private NDArray positions(NDManager scope, PackedTokens tokens) {
    return tokens.toPositions(scope, BartConfig.POSITION_OFFSET);
  }

  private Stack stack(
      NDManager parent, SourceEncoderConfig source, Precision precision, DropoutSites sites) {
    TransformerPass kernels =
        new TransformerPass(parent, config.toConstants(source), source.pad(), sites, precision);
    return new Stack(
        kernels,
        kernels.embedding(BartLayout.sourceEmbedding(), parameters),
        IntStream.range(0, source.encoderLayers())
            .mapToObj(i -> kernels.encoderLayer(BartLayout.sourceLayer(i), parameters, copies))
            .toList());
  }

  private PackedTokens filledSource(PackedTokens source) {
    SourceEncoderConfig encoder = config.sourceEncoder();
    return encoder == null
        ? filled(source)
        : FewSizes.fill(source, encoder.pad(), config.getSourcePositions());
  }

  private PackedTokens filled(PackedTokens tokens) {
    return FewSizes.fill(tokens, config.special().pad(), config.maxPositionEmbeddings());
  }
}
