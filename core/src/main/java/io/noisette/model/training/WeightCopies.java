package io.noisette.model.training;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelValue;
import io.noisette.engine.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Copies of a model's parameters for training: rounded to the precision of matrix products, and
 * with the projections of the same input joined to one matrix. They are made once for each update
 * of the parameters; replicas of a model share them.
 */
public final class WeightCopies {

  private final Store store;
  private int added;

  private WeightCopies(Store store) {
    this.store = store;
  }

  /**
   * Creates an empty list of copies of the given parameters.
   *
   * @param owner owner of the copies
   * @param parameters parameters that the copies are made from
   */
  public static WeightCopies of(NDManager owner, Parameters parameters) {
    return new WeightCopies(new Store(owner, parameters));
  }

  /**
   * Returns a list that shares these copies, for a replica of the model that adds its own in the
   * same order.
   */
  public WeightCopies forReplica() {
    return new WeightCopies(store);
  }

  /**
   * Adds a copy.
   *
   * @param maker makes the copy from the current parameters
   * @return the index of the copy
   */
  public int add(Function<NDManager, KernelValue> maker) {
    if (added == store.makers.size()) {
      store.makers.add(maker);
    }
    return added++;
  }

  /** Returns the copies of the current parameters by index. */
  public List<KernelValue> getCurrent() {
    return store.getCurrent();
  }

  private static final class Store {

    private final NDManager owner;
    private final Parameters parameters;
    private final List<Function<NDManager, KernelValue>> makers = new ArrayList<>();
    private final List<KernelValue> copies = new ArrayList<>();
    private long version;

    Store(NDManager owner, Parameters parameters) {
      this.owner = owner;
      this.parameters = parameters;
    }

    synchronized List<KernelValue> getCurrent() {
      if (copies.size() < makers.size() || version != parameters.getVersion()) {
        for (int i = 0; i < makers.size(); i++) {
          renew(i);
        }
        version = parameters.getVersion();
      }
      return List.copyOf(copies);
    }

    /** Frees an old copy right before it makes the new one, which takes its memory. */
    private void renew(int index) {
      if (index < copies.size()) {
        copies.get(index).close();
        copies.set(index, makers.get(index).apply(owner));
      } else {
        copies.add(makers.get(index).apply(owner));
      }
    }
  }
}
