package io.noisette.freelb;

import io.noisette.model.SequenceBatch;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Tokenized examples that a model is trained on.
 *
 * @param <T> what the model's head takes as targets
 * @param size number of examples
 * @param length number of tokens of an example, special tokens included
 * @param batch packs selected examples
 * @param targets targets of selected examples
 */
record TrainingExamples<T>(
    int size,
    IntUnaryOperator length,
    Function<int[], SequenceBatch> batch,
    Function<int[], T> targets) {

  int getLength(int example) {
    return length.applyAsInt(example);
  }
}
