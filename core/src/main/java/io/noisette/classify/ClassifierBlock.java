package io.noisette.classify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TextBatch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A classifier as a block of DJL: (tokens) ids and (tokens) types to (labels) scores. */
final class ClassifierBlock extends AbstractBlock {

  private final SequenceClassifier model;

  ClassifierBlock(SequenceClassifier model) {
    this.model = model;
  }

  /** The kernels' dropout is a state of the model: one pass at a time. */
  @Override
  protected synchronized NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    TextBatch text = new TextBatch(packed(inputs.get(0)), packed(inputs.get(1)));
    return new NDList(model.logits(inputs.get(0).getManager(), text).squeeze(0));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(model.getLabels().size())};
  }

  private static PackedTokens packed(NDArray ids) {
    return PackedTokens.of(
        List.of(Arrays.stream(ids.toLongArray()).mapToInt(Math::toIntExact).toArray()));
  }
}
