package io.noisette.template;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/**
 * Consecutive tokens of a text.
 *
 * @param ids (n + 1) token ids: each but the last predicts the next one
 */
@SuppressWarnings("ArrayRecordComponent") // read once and used up; batches are never compared
record BigramBatch(int[] ids) {

  int getTargetTokens() {
    return ids.length - 1;
  }

  /** Returns the ids that predict, (n). */
  NDArray previous(NDManager scope) {
    return toIds(scope, 0, ids.length - 1);
  }

  /** Returns the ids that are predicted, (n). */
  NDArray labels(NDManager scope) {
    return toIds(scope, 1, ids.length);
  }

  private NDArray toIds(NDManager scope, int from, int to) {
    return scope.create(Arrays.stream(ids, from, to).asLongStream().toArray());
  }
}
