package io.noisette.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Parameters;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.HeadKernels;
import io.noisette.model.layer.HiddenStates;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The layers of a model below a head that reads one text, or a pair of texts. */
public interface TextBody extends AutoCloseable {

  /** Returns the architecture. */
  ModelFamily getFamily();

  /** Returns d, the hidden size. */
  int getWidth();

  /** Returns the maximum number of tokens in a text, special tokens included. */
  int getMaxLength();

  /** Returns the dropout masks of the head, which {@link #start} starts. */
  DropoutMasks getHeadMasks();

  /**
   * Starts a forward pass with dropout masks from a random seed, or without dropout if the seed is
   * null.
   */
  void start(@Nullable Long dropoutSeed);

  /** Returns the last hidden states, (tokens, d), with the perturbations of the pass applied. */
  NDArray hidden(NDManager scope, SequenceBatch batch, TrainingPass pass);

  /** Runs the forward pass of training, with the perturbations of the pass applied. */
  HiddenStates train(NDManager scope, SequenceBatch batch, TrainingPass pass);

  /**
   * Runs the forward pass to the output of the first layer, and the backward pass from its
   * gradient, (tokens, d).
   *
   * @throws UnsupportedOperationException if there is no single first layer, as in BART
   */
  default void trainFirstLayer(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass) {
    throw new UnsupportedOperationException(
        "BART has no single first layer: encoder and decoder have one each");
  }

  /**
   * Returns the encoder's last hidden states, (tokens, d), of a model with encoder and decoder.
   *
   * @throws UnsupportedOperationException if there is one stack alone
   */
  default NDArray encode(NDManager scope, PackedTokens text) {
    throw new UnsupportedOperationException("a single stack has no encoder below its last states");
  }

  /**
   * Applies the classification head of this architecture to the token that represents each text.
   *
   * @param hidden last hidden states, (tokens, d)
   * @return logits, (texts, labels)
   */
  NDArray classify(HeadKernels kernels, Parameters parameters, NDArray hidden, SequenceBatch batch);

  /**
   * Writes {@code config.json} of the model with a head.
   *
   * @param labels of a classifier, or null
   */
  void writeConfig(Path directory, ModelTask task, @Nullable Labels labels) throws IOException;

  @Override
  void close();
}
