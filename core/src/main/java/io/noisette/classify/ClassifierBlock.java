package io.noisette.classify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DJL block of a classifier: from token ids (tokens) and token types (tokens) to logits (labels).
 */
final class ClassifierBlock extends AbstractBlock {

  private final SequenceClassifier model;

  ClassifierBlock(SequenceClassifier model) {
    this.model = model;
  }

  /** Runs the forward pass, without a lock: a model that nobody trains only turns dropout off. */
  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    SequenceBatch text = new SequenceBatch(packed(inputs.get(0)), packed(inputs.get(1)));
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
