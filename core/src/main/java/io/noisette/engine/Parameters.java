package io.noisette.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The trainable tensors of a model under their Hugging Face names, in a fixed order, each with the
 * one gradient it accumulates into.
 */
public final class Parameters {

  private final NDManager manager;
  private final Map<String, NDArray> values = new LinkedHashMap<>();
  private final Map<String, NDArray> gradients = new LinkedHashMap<>();

  /** Arrays added later belong to {@code manager}. */
  public Parameters(NDManager manager) {
    this.manager = manager;
  }

  /** Adds a trainable tensor with a zero gradient; the values are copied into libtorch's memory. */
  public void add(String name, Shape shape, float[] content) {
    add(name, copy(manager, shape, content));
  }

  private void add(String name, NDArray value) {
    value.setRequiresGradient(true);
    Kernels.list(List.of(value));
    values.put(name, value);
    gradients.put(name, zeroGradient(value));
  }

  /**
   * The same tensors, sharing memory with these, with gradients of their own: what a second thread
   * needs to go back through the same weights. Updates of these are seen there.
   *
   * @param owner of what is new
   */
  public Parameters replicate(NDManager owner) {
    Parameters replica = new Parameters(owner);
    values.forEach(
        (name, value) -> {
          NDArray shared = value.stopGradient();
          shared.attach(owner);
          replica.add(name, shared);
        });
    return replica;
  }

  public Set<String> getNames() {
    return values.keySet();
  }

  public NDArray get(String name) {
    return find(values, name);
  }

  public NDArray getGradient(String name) {
    return find(gradients, name);
  }

  /** Looks several up, in the order of {@code names}. */
  public List<NDArray> get(List<String> names) {
    return names.stream().map(this::get).toList();
  }

  public List<NDArray> getAll() {
    return new ArrayList<>(values.values());
  }

  public List<NDArray> getAllGradients() {
    return new ArrayList<>(gradients.values());
  }

  /** Does something in which no gradients of these arise: autograd leaves their products out. */
  public void frozen(Runnable pass) {
    values.values().forEach(value -> value.setRequiresGradient(false));
    try {
      pass.run();
    } finally {
      values.values().forEach(value -> value.setRequiresGradient(true));
    }
  }

  /** Number of trainable values. */
  public long getCount() {
    return values.values().stream().mapToLong(NDArray::size).sum();
  }

  /**
   * Copies Java values into memory that libtorch owns and aligns: an alias of Java memory could
   * change the last bits of a product from one process to the next.
   */
  public static NDArray copy(NDManager manager, Shape shape, float[] content) {
    try (NDArray alias = manager.create(content, shape)) {
      return alias.duplicate();
    }
  }

  /** Puts other values into an array; {@link NDArray#set} would make libtorch warn on stderr. */
  public static void overwrite(NDArray array, float[] content) {
    array.intern(copy(array.getManager(), array.getShape(), content));
  }

  /**
   * Has libtorch make the gradient, by going back from 0 * value: until then DJL would answer with
   * zeros of its own. DJL makes a new handle at every call; this one stays, and libtorch adds to
   * what it points at.
   */
  private static NDArray zeroGradient(NDArray value) {
    return Autograd.recorded(
        () -> {
          try (NDArray zeros = value.mul(0);
              NDArray sum = zeros.sum();
              NDArray one = sum.onesLike()) {
            Autograd.backward(sum, one);
          }
          return value.getGradient();
        });
  }

  private static NDArray find(Map<String, NDArray> arrays, String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return array;
  }
}
