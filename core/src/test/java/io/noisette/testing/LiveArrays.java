package io.noisette.testing;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/** Counts arrays that were made and not closed. */
public final class LiveArrays {

  private LiveArrays() {}

  /** Arrays of a manager and of all managers below it; DJL itself tells only of the former. */
  public static int count(NDManager manager) throws ReflectiveOperationException {
    var field = BaseNDManager.class.getDeclaredField("resources");
    field.setAccessible(true);
    int count = 0;
    for (Object resource : ((Map<?, ?>) field.get(manager)).values()) {
      if (resource instanceof NDManager below) {
        count += count(below);
      } else if (resource instanceof NDArray) {
        count++;
      }
    }
    return count;
  }
}
