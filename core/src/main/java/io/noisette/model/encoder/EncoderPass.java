package io.noisette.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.training.FewSizes;
import io.noisette.model.training.SequenceGroups;
import io.noisette.model.training.StackPass;
import io.noisette.model.training.TransformerPass;
import io.noisette.model.training.WeightCopies;
import java.util.List;
import java.util.stream.IntStream;

/** Training passes through embeddings and layers of a BERT or RoBERTa, below any head. */
final class EncoderPass implements AutoCloseable {

  private final EncoderConfig config;
  private final WeightCopies copies;
  private final TransformerPass kernels;
  private final TransformerPass.Embedding embedding;
  private final List<TransformerPass.Layer> layers;

  /**
   * Creates the passes on parameters of a model.
   *
   * @param parent owner of rounded parameters; names the device
   * @param sites sources of dropout masks, which the caller starts before each pass
   */
  EncoderPass(
      NDManager parent,
      EncoderConfig config,
      Precision precision,
      Parameters parameters,
      DropoutSites sites) {
    this.config = config;
    copies = WeightCopies.of(parent, parameters);
    kernels =
        new TransformerPass(
            parent, config.toConstants(config.hiddenAct()), config.padTokenId(), sites, precision);
    embedding = kernels.embedding(EncoderLayout.embedding(config.family()), parameters);
    layers =
        IntStream.range(0, config.numHiddenLayers())
            .mapToObj(i -> EncoderLayout.layer(config.family(), i))
            .map(names -> kernels.encoderLayer(names, parameters, copies))
            .toList();
  }

  /** Runs the forward pass to the last hidden states, with the perturbations of the pass. */
  StackPass forward(NDManager scope, SequenceBatch batch, TrainingPass pass) {
    StackPass stack = forwardToFirstLayer(scope, batch, pass);
    if (pass.firstLayerDelta() != null) {
      stack.shift(pass.firstLayerDelta());
    }
    layers.subList(1, layers.size()).forEach(stack::encoderLayer);
    return stack;
  }

  /** Runs the forward pass to the output of the first layer. */
  StackPass forwardToFirstLayer(NDManager scope, SequenceBatch batch, TrainingPass pass) {
    batch.tokens().requirePositionsBelow(config.maxLength());
    SequenceBatch filled = withFewSizes(batch);
    PackedTokens tokens = filled.tokens();
    long[] lengths = tokens.getLengths();
    SequenceGroups groups = SequenceGroups.of(lengths, lengths);
    StackPass stack = kernels.start(scope, tokens, groups, copies);
    NDArray positions = tokens.toPositions(scope, config.positionOffset());
    stack.embed(embedding, positions, config.toTypes(scope, filled), pass.delta());
    stack.encoderLayer(layers.get(0));
    return stack;
  }

  @Override
  public void close() {
    kernels.close();
  }

  private SequenceBatch withFewSizes(SequenceBatch batch) {
    if (FewSizes.fits(batch.tokens())) {
      return batch;
    }
    PackedTokens types = batch.types();
    int positions = config.maxLength();
    return new SequenceBatch(
        FewSizes.fill(batch.tokens(), config.padTokenId(), positions),
        types == null ? null : FewSizes.fill(types, 0, positions));
  }
}
