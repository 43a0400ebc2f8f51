package io.noisette.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Function in a compiled kernel file ({@link Kernels}), which Java calls with the argument and
 * result types that its source declares.
 *
 * <p>Arguments are passed in the order of the source: an {@link NDArray} for a {@code Tensor}, a
 * {@link List} of them for a {@code List[Tensor]}, a list of lists for a {@code
 * List[List[Tensor]]}, a {@code long} for an {@code int}, a {@code double} for a {@code float}, a
 * {@code long[]} for a {@code List[int]}, a {@code boolean} for a {@code bool}, a {@link
 * KernelValue} for a value that libtorch has kept. A wrong number of arguments, a wrong type or a
 * wrong length of a list throws an {@link IllegalArgumentException} that names the function and the
 * argument.
 *
 * <p>Results belong to the manager that the caller passes. Autograd records functions that the
 * source marks {@code @differentiable}. All others run in inference mode, which is faster; their
 * results cannot enter a graph unless they are duplicated.
 */
public final class KernelFunction {

  private final PtSymbolBlock module;
  private final KernelSource source;
  private final KernelSignature signature;
  private final String name;
  private final @Nullable NDArray entry; // its name tells DJL which function to call

  /**
   * Creates the function.
   *
   * @param manager must be closed with {@code module}
   */
  KernelFunction(
      NDManager manager, PtSymbolBlock module, KernelSource source, KernelSignature signature) {
    this.module = module;
    this.source = source;
    this.signature = signature;
    name = source.getName() + "." + signature.name();
    entry = signature.isDifferentiable() ? manager.create(0f) : null;
    if (entry != null) {
      entry.setName("module_method:" + KernelEntry.nameOf(signature));
    }
  }

  /**
   * Calls a function that returns a tensor.
   *
   * @param owner manager of the result
   */
  public NDArray call(NDManager owner, Object... arguments) {
    return results(KernelResult.TENSOR, owner, arguments).get(0);
  }

  /**
   * Calls a function that returns tensors as a list, a tuple, or a tuple with lists; returns all of
   * them in order.
   *
   * @param owner manager of the results
   */
  public List<NDArray> callForList(NDManager owner, Object... arguments) {
    return results(KernelResult.TENSORS, owner, arguments);
  }

  /** Calls a function that returns nothing. */
  public void execute(Object... arguments) {
    require(KernelResult.NOTHING);
    infer(arguments).close();
  }

  /**
   * Calls a function with a result of any type, and keeps the result in libtorch for further calls.
   *
   * @param owner manager that closes the result
   */
  public KernelValue keep(NDManager owner, Object... arguments) {
    if (entry != null) {
      throw new IllegalStateException(
          "the kernel function "
              + name
              + " is differentiable: call it with call() or callForList(), not with keep()");
    }
    return new KernelValue(owner, infer(arguments));
  }

  /**
   * Calls a function that returns a tuple, and keeps its elements in libtorch for further calls.
   *
   * @param owner manager that closes the elements
   */
  public List<KernelValue> keepEach(NDManager owner, Object... arguments) {
    if (entry != null) {
      throw new IllegalStateException(
          "the kernel function "
              + name
              + " is differentiable: call it with callForList(), not with keepEach()");
    }
    try (IValue tuple = infer(arguments)) {
      return Arrays.stream(tuple.toIValueTuple())
          .map(element -> new KernelValue(owner, element))
          .toList();
    }
  }

  /**
   * Returns tensor names in the order in which the argument {@code list} of this function takes the
   * tensors.
   *
   * @param list name of an argument that is a tuple or a list of tuples
   * @param names from the tuple's name of a tensor to the name to return; a name such as {@code q}
   *     stands for both {@code q.weight} and {@code q.bias}
   * @throws IllegalArgumentException if a tensor is missing or not in the tuple
   */
  public List<String> order(String list, Map<String, String> names) {
    List<String> ordered = new ArrayList<>();
    Set<String> unused = new LinkedHashSet<>(names.keySet());
    for (String element : elements(list)) {
      String known = element;
      while (!names.containsKey(known)) {
        if (known.indexOf('.') < 0) {
          throw refuse("%s needs %s, which is missing".formatted(list, element));
        }
        known = known.substring(0, known.lastIndexOf('.'));
      }
      ordered.add(names.get(known) + element.substring(known.length()));
      unused.remove(known);
    }
    for (String name : unused) {
      throw refuse("%s has no element %s (%s)".formatted(list, name, names.get(name)));
    }
    return ordered;
  }

  /**
   * Returns the index of a tensor in the argument {@code list} of this function, by the tensor's
   * name in the kernel source.
   */
  public int getPosition(String list, String element) {
    int position = elements(list).indexOf(element);
    if (position < 0) {
      throw refuse("%s has no %s".formatted(list, element));
    }
    return position;
  }

  private List<String> elements(String list) {
    KernelArgument argument = signature.getArgument(list);
    if (argument.tuple() == null) {
      throw refuse(list + " is not a tuple");
    }
    return argument.elements();
  }

  private List<NDArray> results(KernelResult kind, NDManager owner, Object[] arguments) {
    require(kind);
    if (entry != null) {
      return record(owner, entry, arguments);
    }
    try (IValue result = infer(arguments)) {
      return List.copyOf(result.toNDList((PtNDManager) owner));
    }
  }

  private List<NDArray> record(NDManager owner, NDArray entryTag, Object[] arguments) {
    Torch.prepareThread();
    try (KernelCall call = new KernelCall(name, signature, arguments)) {
      NDList arrays = call.toArrays();
      arrays.add(entryTag);
      NDList results = explained(() -> IValueUtils.forward(module, arrays, true));
      for (NDArray result : results) {
        if (result.getManager() != owner) { // it belongs to the manager of the first array
          result.attach(owner);
        }
      }
      return List.copyOf(results);
    }
  }

  private IValue infer(Object[] arguments) {
    Torch.prepareThread();
    try (KernelCall call = new KernelCall(name, signature, arguments)) {
      IValue[] values = call.toValues();
      return explained(() -> IValueUtils.runMethod(module, KernelEntry.nameOf(signature), values));
    }
  }

  private <T> T explained(Supplier<T> call) {
    try {
      return call.get();
    } catch (EngineException e) {
      throw source.explain(e);
    }
  }

  private void require(KernelResult kind) {
    KernelResult actual = signature.result();
    if (actual != kind) {
      throw new IllegalStateException(
          "the kernel function %s returns %s: call it with %s"
              .formatted(name, signature.resultType(), actual.getMethod()));
    }
  }

  private IllegalArgumentException refuse(String fault) {
    return new IllegalArgumentException(name + ": " + fault);
  }
}
