package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;

/** A model that scores labels for whole texts: BERT, RoBERTa or BART with a head. */
public interface SequenceClassifier extends TrainableModel {

  ModelFamily getFamily();

  Labels getLabels();

  /** Width of a word vector, and of what may be added to it. */
  int getWidth();

  /** The longest text, in tokens, special ones included. */
  int getMaxLength();

  /** Scores without dropout or gradients, (rows, labels). */
  NDArray logits(NDManager scope, TextBatch batch);

  /**
   * Forward and backward pass; gradients of the pass's weight times the loss are added up.
   *
   * @param scope owns what the pass leaves behind
   * @param targets of each row: the number of its label, or the value of a regression
   */
  LabelScores forwardBackward(NDManager scope, TextBatch batch, float[] targets, TrainingPass pass);

  /**
   * Goes forward through embeddings and first layer alone, and back from a given gradient of what
   * comes out there; gradients are added up as in {@link #forwardBackward}.
   *
   * @param gradient of the first layer's output, (tokens, d)
   * @throws UnsupportedOperationException by BART, whose decoder has no such layer of its own
   */
  void firstLayerBackward(NDManager scope, TextBatch batch, NDArray gradient, TrainingPass pass);

  /** Writes {@code config.json} and {@code model.safetensors} as transformers does. */
  void write(Path directory) throws IOException;
}
