package io.noisette.adversary;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.model.ModelFamily;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TextModel;
import io.noisette.model.TrainingPass;
import java.util.function.Function;

/**
 * Input of a model with a head on its texts, which encoder and decoder of a BART both read.
 *
 * @param <M> model with its head
 * @param <B> a micro-batch
 * @param sequences returns the packed sequences of a micro-batch
 */
public record TextInput<M extends TextModel<?>, B>(Function<B, SequenceBatch> sequences)
    implements PerturbedInput<M, B> {

  @Override
  public int getWidth(M model) {
    return model.getWidth();
  }

  @Override
  public PackedTokens getTokens(B batch) {
    return sequences.apply(batch).tokens();
  }

  @Override
  public boolean isSharedWithDecoder(M model) {
    return model.getFamily() == ModelFamily.BART;
  }

  @Override
  public void firstLayerBackward(
      M model, NDManager scope, B batch, NDArray gradient, TrainingPass pass) {
    model.firstLayerBackward(scope, sequences.apply(batch), gradient, pass);
  }
}
