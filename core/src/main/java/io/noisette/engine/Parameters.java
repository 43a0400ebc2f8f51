package io.noisette.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a model by Hugging Face name, in a fixed order, each but the constants with the
 * tensor that its gradient is accumulated in.
 */
public final class Parameters {

  private final NDManager manager;
  private final Map<String, NDArray> values = new LinkedHashMap<>();
  private final Map<String, NDArray> gradients = new LinkedHashMap<>();
  private final AtomicLong version; // shared with replicas
  private final Set<String> excluded = new HashSet<>();
  private boolean isFrozen;
  private @Nullable FlatArrays flatValues;
  private @Nullable FlatArrays flatGradients;

  /**
   * Creates an empty collection.
   *
   * @param manager owner of the tensors that are added
   */
  public Parameters(NDManager manager) {
    this(manager, new AtomicLong());
  }

  private Parameters(NDManager manager, AtomicLong version) {
    this.manager = manager;
    this.version = version;
  }

  /** Adds an array of the same manager that is not trained and has no gradient. */
  public void addConstant(String name, NDArray value) {
    values.put(name, value);
  }

  /** Returns whether the tensors have gradients. */
  public boolean isTrainable() {
    return !gradients.isEmpty();
  }

  /** Adds a trainable tensor with a zero gradient; the values are copied into libtorch's memory. */
  public void add(String name, Shape shape, float[] content) {
    add(name, copy(manager, shape, content));
  }

  /** Adds an array of the same manager as a trainable tensor with a zero gradient. */
  public void add(String name, NDArray value) {
    if (flatGradients != null) {
      throw new IllegalStateException(
          "tensors cannot be added to a model that is trained already: " + name);
    }
    value.setRequiresGradient(true);
    values.put(name, value);
    gradients.put(name, zeroGradient(value));
  }

  /**
   * Returns a replica for another thread: its parameters share memory with this model's, so that
   * updates are visible in both, but its gradients are separate.
   *
   * @param owner of the replica's tensors
   */
  public Parameters replicate(NDManager owner) {
    Parameters replica = new Parameters(owner, version);
    replica.flatValues = flatValues(); // first, since the replica's arrays are aliases
    values.forEach(
        (name, value) -> {
          NDArray shared = value.stopGradient();
          shared.attach(owner);
          replica.add(name, shared);
        });
    replica.exclude(excluded::contains);
    return replica;
  }

  /**
   * Splits names of trainable tensors into runs, as few as there can be: the tensors of each run
   * lie end to end in memory, and so do their gradients.
   *
   * <p>The first call moves them there. No tensor can be added to this collection after that.
   */
  public List<List<String>> findRuns(Collection<String> names) {
    return flatGradients().findRuns(names);
  }

  /**
   * Returns the tensors of a run of {@link #findRuns} as one of a single dimension, which shares
   * memory with them.
   */
  public NDArray getFlat(List<String> run) {
    return flatValues().get(run);
  }

  /**
   * Returns the gradients of a run of {@link #findRuns} as one of a single dimension, which shares
   * memory with them.
   */
  public NDArray getFlatGradient(List<String> run) {
    return flatGradients().get(run);
  }

  /**
   * Creates zeros in the shapes of a run of {@link #findRuns}, which lie end to end as the run
   * does.
   *
   * @param owner of the zeros
   */
  public FlatArrays toZeros(NDManager owner, List<String> run) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    run.forEach(name -> shapes.put(name, get(name).getShape()));
    return FlatArrays.zeros(owner, shapes);
  }

  /** Returns all names, in order. */
  public Set<String> getNames() {
    return values.keySet();
  }

  /**
   * Returns a trainable tensor.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public NDArray get(String name) {
    return find(values, name);
  }

  /**
   * Returns the gradient of a trainable tensor, which has the same shape.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public NDArray getGradient(String name) {
    return find(gradients, name);
  }

  /**
   * Frees tensors that are not trained, which this collection then no longer has.
   *
   * @param isFreed returns whether the tensor of a given name is freed
   * @throws IllegalStateException if the tensors are trainable
   */
  public void freeConstants(Predicate<String> isFreed) {
    if (isTrainable()) {
      throw new IllegalStateException("the parameters of a model that is trained cannot be freed");
    }
    values.keySet().stream().filter(isFreed).forEach(name -> get(name).close());
    values.keySet().removeIf(isFreed);
  }

  /** Overwrites the values of a trainable tensor, which keeps its memory and its gradient. */
  public void assign(String name, float[] content) {
    overwrite(get(name), content);
    markChanged();
  }

  /**
   * Returns the gradient of a tensor to add to; null if it is not used: in {@link #frozen}, or
   * because the tensor is excluded from training.
   */
  public @Nullable NDArray findGradient(String name) {
    return areFrozen(List.of(name)) ? null : getGradient(name);
  }

  /** Returns several trainable tensors, in the order of {@code names}. */
  public List<NDArray> get(List<String> names) {
    return names.stream().map(this::get).toList();
  }

  /** Returns the gradients of several trainable tensors, in the order of {@code names}. */
  public List<NDArray> getGradients(List<String> names) {
    return names.stream().map(this::getGradient).toList();
  }

  /**
   * Excludes parameters from training: their gradients are not computed where that saves work, and
   * never used, and optimizers leave them alone. They are stored with the model as the others are.
   *
   * @param isExcluded returns whether the parameter of a given name is excluded
   */
  public void exclude(Predicate<String> isExcluded) {
    values.keySet().stream().filter(isExcluded).forEach(excluded::add);
    excluded.forEach(name -> get(name).setRequiresGradient(false));
  }

  /** Returns the names of the parameters that {@link #exclude} has not excluded, in order. */
  public List<String> getTrainedNames() {
    return values.keySet().stream().filter(name -> !excluded.contains(name)).toList();
  }

  /** Runs a computation during which no gradients of these parameters are computed. */
  public void frozen(Runnable pass) {
    values.values().forEach(value -> value.setRequiresGradient(false));
    isFrozen = true;
    try {
      pass.run();
    } finally {
      isFrozen = false;
      getTrainedNames().forEach(name -> get(name).setRequiresGradient(true));
    }
  }

  /** Returns whether {@link #frozen} is running a computation. */
  public boolean isFrozen() {
    return isFrozen;
  }

  /**
   * Returns whether no gradients of these parameters are used: in {@link #frozen}, or because all
   * of them are excluded from training.
   */
  public boolean areFrozen(Collection<String> names) {
    return isFrozen || excluded.containsAll(names);
  }

  /**
   * Records that parameter values have changed, so that copies of them in another precision are
   * updated before their next use. Every optimizer calls it after an update.
   */
  public void markChanged() {
    version.incrementAndGet();
  }

  /**
   * Returns a version number that changes with each call of {@link #markChanged}; replicas share
   * it.
   */
  public long getVersion() {
    return version.get();
  }

  /**
   * Copies Java values into memory that libtorch allocates and aligns: matrix multiplications on
   * Java memory could differ in the last bits from one process to the next.
   */
  public static NDArray copy(NDManager manager, Shape shape, float[] content) {
    try (NDArray alias = manager.create(content, shape)) {
      return alias.duplicate();
    }
  }

  /**
   * Overwrites the values of an array, which keeps its memory; {@link NDArray#set} would make
   * libtorch print a warning.
   */
  public static void overwrite(NDArray array, float[] content) {
    TensorMemory.overwrite(array, target -> target.put(content));
  }

  private FlatArrays flatValues() {
    if (flatValues == null) {
      Map<String, NDArray> trainable = new LinkedHashMap<>(values);
      trainable.keySet().retainAll(gradients.keySet());
      flatValues = FlatArrays.gather(manager, trainable);
    }
    return flatValues;
  }

  private FlatArrays flatGradients() {
    if (flatGradients == null) {
      flatGradients = FlatArrays.gather(manager, gradients);
    }
    return flatGradients;
  }

  /**
   * Makes libtorch allocate the gradient, by a backward pass from a gradient of 0; before that, DJL
   * would return zeros of its own. DJL creates a new handle at every call, so this one is kept, and
   * libtorch accumulates into the tensor behind it.
   *
   * <p>The pass must not have a number, as in {@code value.mul(0)}: DJL passes numbers in Java's
   * memory, which may be collected before the backward pass reads it.
   */
  private static NDArray zeroGradient(NDArray value) {
    return Autograd.recorded(
        () -> {
          try (NDArray sum = value.sum();
              NDArray zero = sum.zerosLike()) {
            Autograd.backward(sum, zero);
          }
          return value.getGradient();
        });
  }

  private static NDArray find(Map<String, NDArray> arrays, String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("the model has no parameter with the name " + name);
    }
    return array;
  }
}
