package io.noisette.model.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.MaskedTokens;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.training.FewSizes;
import io.noisette.model.training.SequenceGroups;
import io.noisette.model.training.StackPass;
import io.noisette.model.training.TransformerPass;
import io.noisette.model.training.WeightCopies;
import java.util.List;

/** Training passes through a single stack, below any head. */
final class SingleStackPass implements AutoCloseable {

  private final BartConfig config;
  private final WeightCopies copies;
  private final TransformerPass kernels;
  private final TransformerPass.Embedding embedding;
  private final List<TransformerPass.Layer> layers;

  /**
   * Creates the passes on parameters of a model.
   *
   * @param parent names the device
   * @param sites sources of dropout masks, which the caller starts before each pass
   * @param copies those of the model that this one is a replica of, or an empty list
   */
  SingleStackPass(
      NDManager parent,
      SingleStackConfig config,
      Precision precision,
      Parameters parameters,
      DropoutSites sites,
      WeightCopies copies) {
    this.config = config.bart();
    this.copies = copies;
    int pad = this.config.special().pad();
    kernels = new TransformerPass(parent, config.toConstants(), pad, sites, precision);
    embedding = kernels.embedding(config.embeddingNames(), parameters);
    layers =
        config.layerNames().stream()
            .map(names -> kernels.encoderLayer(names, parameters, copies))
            .toList();
  }

  /** Runs the forward pass to the last hidden states. */
  StackPass forward(NDManager scope, MaskedTokens text, TrainingPass pass) {
    text.packed().requirePositionsBelow(config.maxPositionEmbeddings());
    MaskedTokens tokens = FewSizes.fits(text.packed()) ? text : filled(text);
    long[] lengths = tokens.packed().getLengths();
    SequenceGroups groups = SequenceGroups.of(lengths, lengths);
    StackPass stack = kernels.start(scope, tokens, groups, copies);
    stack.embed(
        embedding,
        tokens.packed().toPositions(scope, BartConfig.POSITION_OFFSET),
        null,
        pass.delta());
    layers.forEach(stack::encoderLayer);
    return stack;
  }

  @Override
  public void close() {
    kernels.close();
  }

  private MaskedTokens filled(MaskedTokens text) {
    return text.withFill(
        FewSizes.fill(text.packed(), config.special().pad(), config.maxPositionEmbeddings()));
  }
}
