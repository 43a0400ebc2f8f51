package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.KernelValue;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.PackedTokens;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.training.LayerKernels;
import io.noisette.model.training.LayerPass;
import io.noisette.model.training.SequenceGroups;
import io.noisette.model.training.WeightCopies;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Training passes through embeddings and sublayers of a {@link SandwichModel}, below the softmax;
 * the computation is in {@code SandwichPass.py}.
 *
 * <p>Dropout masks are requested in the order of {@link SandwichKernels}.
 */
final class SandwichPass implements AutoCloseable {

  /** Numbers of token ids of a band are rounded up to multiples of this. */
  static final int ROWS = 16;

  private final SandwichConfig config;
  private final Parameters parameters;
  private final SinusoidalPositions places;
  private final WeightCopies copies;
  private final LayerKernels layers;
  private final TrainedWords words;
  private final List<Sublayer> sublayers;

  /**
   * Creates the passes on parameters of a model.
   *
   * @param parent names the device
   * @param sites sources of dropout masks, which the caller starts before each pass
   * @param copies those of the model that this one is a replica of, or an empty list
   */
  SandwichPass(
      NDManager parent,
      SandwichConfig config,
      Precision precision,
      Parameters parameters,
      DropoutSites sites,
      SinusoidalPositions places,
      WeightCopies copies) {
    this.config = config;
    this.parameters = parameters;
    this.places = places;
    this.copies = copies;
    layers =
        LayerKernels.compile(
            parent,
            SandwichPass.class,
            "SandwichPass",
            config.toConstants(),
            Map.of("gate", config.gate().getName()),
            sites,
            precision);
    words = new TrainedWords(config, parameters, layers.getKernels(), copies);
    sublayers = IntStream.range(0, config.sublayers().size()).mapToObj(this::sublayer).toList();
  }

  /**
   * A sublayer and its gate: their places in the copies, and the gradients of their parameters.
   *
   * @param function its name in the kernels
   */
  private record Sublayer(
      String function,
      int copy,
      int gateCopy,
      List<NDArray> gradients,
      List<NDArray> gateGradients) {}

  /** Returns embedding matrices and projections. */
  TrainedWords getWords() {
    return words;
  }

  /** Runs the forward pass to the last hidden states of the tokens that have a target. */
  LayerPass forward(NDManager scope, PackedTokens tokens, Targets targets) {
    config.requirePositions(tokens);
    long[] lengths = tokens.getLengths();
    LayerPass pass = new LayerPass(layers, scope, tokens, SequenceGroups.of(lengths, lengths));
    embed(pass, scope, tokens);
    List<KernelValue> current = copies.getCurrent();
    for (int i = 0; i < sublayers.size(); i++) {
      Sublayer p = sublayers.get(i);
      if (config.sublayers().isAttention(i)) {
        attention(pass, p, current.get(p.copy()), current.get(p.gateCopy()));
      } else {
        feedForward(pass, p, current.get(p.copy()), current.get(p.gateCopy()));
      }
    }
    if (targets.getSize() < tokens.getSize()) {
      NDArray rows = scope.create(targets.getPlaces());
      pass.onBackward("select_backward", pass.forward("select", pass.getHidden(), rows), rows);
    }
    if (config.finalNorm()) {
      finalNorm(pass);
    }
    return pass;
  }

  @Override
  public void close() {
    layers.close();
  }

  private Sublayer sublayer(int index) {
    Kernels kernels = layers.getKernels();
    boolean isAttention = config.sublayers().isAttention(index);
    KernelFunction block = kernels.function(isAttention ? "attention_block" : "feed_forward_block");
    KernelFunction products = kernels.function("gate_products");
    List<String> names = block.order("p", SandwichLayout.sublayer(config, index));
    List<String> ofGate =
        config.gate().getTensors().stream().map(SandwichLayout.gate(config, index)::get).toList();
    List<NDArray> values = parameters.get(names);
    List<NDArray> gate = parameters.get(ofGate);
    return new Sublayer(
        isAttention ? "attention_sublayer" : "feed_forward_sublayer",
        copies.add(owner -> block.keep(owner, values)),
        copies.add(owner -> products.keep(owner, gate)),
        parameters.getGradients(names),
        parameters.getGradients(ofGate));
  }

  private void embed(LayerPass pass, NDManager scope, PackedTokens tokens) {
    NDArray positions = tokens.toPositions(scope, 0);
    NDArray table = places.upTo(tokens.getLongest());
    NDArray mask = pass.nextHiddenMask(config.hiddenSize());
    boolean isFrozen = parameters.isFrozen();
    BandedWords banded = BandedWords.of(config.bands(), tokens.toArray());
    if (!config.isAdaptive()) {
      NDArray ids = scope.create(banded.getWithin());
      KernelValue kept = pass.forward("embed", ids, positions, table, mask, words.getTable());
      NDArray gradient = words.getWordGradients().get(0);
      pass.onBackward("embed_backward", kept, ids, isFrozen, gradient);
      return;
    }
    BandedWords filled = banded.filled(ROWS);
    NDArray ids = scope.create(filled.getWithin());
    NDArray order = scope.create(filled.getOrder());
    KernelValue kept =
        pass.forward(
            "embed_bands",
            ids,
            filled.getSizes(),
            order,
            positions,
            table,
            mask,
            words.getHead(),
            words.getTails(),
            words.getProjections());
    pass.onBackward(
        "embed_bands_backward",
        kept,
        ids,
        filled.getSizes(),
        order,
        isFrozen,
        words.getProjections(),
        words.getWordGradients(),
        words.getProjectionGradients());
  }

  private void attention(LayerPass pass, Sublayer p, KernelValue weights, KernelValue gate) {
    KernelValue weightMask = pass.nextWeightMask();
    NDArray mask = pass.nextHiddenMask(config.hiddenSize());
    KernelValue kept =
        pass.forward(
            p.function(),
            pass.getHidden(),
            pass.getShapes(),
            pass.getLayout(),
            weightMask,
            mask,
            weights,
            gate);
    pass.onBackward(
        p.function() + "_backward",
        kept,
        pass.getShapes(),
        pass.getLayout(),
        parameters.isFrozen(),
        weights,
        gate,
        p.gradients(),
        p.gateGradients());
  }

  private void feedForward(LayerPass pass, Sublayer p, KernelValue weights, KernelValue gate) {
    NDArray inner = pass.nextInnerMask(config.intermediateSize());
    NDArray mask = pass.nextHiddenMask(config.hiddenSize());
    KernelValue kept = pass.forward(p.function(), pass.getHidden(), inner, mask, weights, gate);
    pass.onBackward(
        p.function() + "_backward",
        kept,
        parameters.isFrozen(),
        weights,
        gate,
        p.gradients(),
        p.gateGradients());
  }

  private void finalNorm(LayerPass pass) {
    List<String> names =
        layers.getKernels().function("final_norm").order("p", SandwichLayout.FINAL_NORM);
    List<NDArray> p = parameters.get(names);
    KernelValue kept = pass.forward("final_norm", pass.getHidden(), p);
    pass.onBackward(
        "final_norm_backward", kept, parameters.isFrozen(), p, parameters.getGradients(names));
  }
}
