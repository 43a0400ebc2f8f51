package io.noisette.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Named fp32 arrays that lie end to end in one buffer, so that one call of an operator works on all
 * of them. A call for each array costs more than its arithmetic where arrays are small, above all
 * with several threads, which start together and wait for each other at every call.
 *
 * <p>Matrices come first, then all other arrays, since optimizers often treat the two differently.
 * Each array begins at a multiple of 64 bytes, as if libtorch had allocated it alone: products of
 * matrices could differ in the last bits otherwise. What lies between two arrays is 0.
 */
public final class FlatArrays {

  private static final int ALIGNMENT = 16; // elements

  private final NDManager manager;
  private final Kernels kernels;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final NDArray buffer;

  private record Place(long from, Shape shape) {
    long to() {
      return (from + shape.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
  }

  private FlatArrays(NDManager manager, Map<String, Shape> shapes) {
    this.manager = manager;
    kernels = Kernels.compile(manager, FlatArrays.class, "FlatArraysKernels", Map.of());
    place(shapes, true);
    long end = place(shapes, false);
    buffer = manager.zeros(new Shape(end));
  }

  private long place(Map<String, Shape> shapes, boolean matrices) {
    long end = places.values().stream().mapToLong(Place::to).max().orElse(0);
    for (Map.Entry<String, Shape> entry : shapes.entrySet()) {
      if (entry.getValue().dimension() > 1 == matrices) {
        Place place = new Place(end, entry.getValue());
        places.put(entry.getKey(), place);
        end = place.to();
      }
    }
    return end;
  }

  /**
   * Creates arrays of zeros.
   *
   * @param manager owner of all arrays
   */
  public static FlatArrays zeros(NDManager manager, Map<String, Shape> shapes) {
    return new FlatArrays(manager, shapes);
  }

  /**
   * Moves arrays into a buffer. Who has one of them finds its values there from then on, autograd
   * included; an alias of it that was made before, such as a detached one, does not.
   *
   * @param manager owner of the buffer
   */
  static FlatArrays gather(NDManager manager, Map<String, NDArray> arrays) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    arrays.forEach((name, array) -> shapes.put(name, array.getShape()));
    FlatArrays flat = new FlatArrays(manager, shapes);
    flat.kernels
        .function("gather")
        .execute(
            flat.buffer,
            flat.places.values().stream().mapToLong(Place::from).toArray(),
            flat.places.keySet().stream().map(arrays::get).toList());
    return flat;
  }

  /**
   * Splits names into runs: of each run, all arrays lie end to end.
   *
   * @return runs in the order of the buffer, as few as there can be
   */
  public List<List<String>> findRuns(Collection<String> names) {
    Set<String> wanted = Set.copyOf(names);
    List<List<String>> runs = new ArrayList<>();
    boolean isOpen = false;
    for (String name : places.keySet()) {
      if (!wanted.contains(name)) {
        isOpen = false;
      } else if (isOpen) {
        runs.get(runs.size() - 1).add(name);
      } else {
        runs.add(new ArrayList<>(List.of(name)));
        isOpen = true;
      }
    }
    return runs;
  }

  /** Returns an array in its own shape; it shares memory with the buffer. */
  public NDArray get(String name) {
    Place place = place(name);
    return part(place.from(), place.shape());
  }

  /**
   * Returns all arrays of a run of {@link #findRuns} as one of a single dimension, which shares
   * memory with them.
   */
  public NDArray get(List<String> run) {
    long from = place(run.get(0)).from();
    return part(from, new Shape(place(run.get(run.size() - 1)).to() - from));
  }

  private NDArray part(long from, Shape shape) {
    return kernels.function("part").call(manager, buffer, from, shape.getShape());
  }

  private Place place(String name) {
    Place place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException("there is no array with the name " + name);
    }
    return place;
  }
}
