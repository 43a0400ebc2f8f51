package io.noisette.engine;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A group of tensor functions, written in TorchScript and compiled by libtorch when this is built.
 *
 * <p>The source is a resource: one class whose methods are the functions. Parameters of models are
 * arguments, so a kernel owns nothing.
 */
public final class Kernels implements AutoCloseable {

  private final NDManager manager;
  private final PtSymbolBlock module;

  private Kernels(NDManager manager, PtSymbolBlock module) {
    this.manager = manager;
    this.module = module;
  }

  /**
   * Compiles {@code owner}'s resource {@code NAME.py}, which defines the class NAME.
   *
   * @param parent names the device; the kernels live as long as it at most
   * @param attributes the constants the class declares after {@code training}, in that order:
   *     {@link Integer}, {@link Double} or {@link Boolean}
   */
  public static Kernels compile(
      NDManager parent, Class<?> owner, String name, Map<String, Object> attributes) {
    return compile(parent, owner, List.of(name), attributes);
  }

  /**
   * Compiles a class whose text is several resources: the first defines the class, each of the
   * others goes on with more attributes and functions.
   */
  public static Kernels compile(
      NDManager parent, Class<?> owner, List<String> names, Map<String, Object> attributes) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("training", true);
    all.putAll(attributes);
    String source = names.stream().map(name -> source(owner, name + ".py")).collect(joining());
    byte[] archive = TorchScriptArchive.of(names.get(0), source, all);
    NDManager manager = parent.newSubManager();
    try {
      InputStream stream = new ByteArrayInputStream(archive);
      return new Kernels(manager, JniUtils.loadModule((PtNDManager) manager, stream, true, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the stream is in memory
    }
  }

  /**
   * Calls a function so that autograd can go back through it.
   *
   * <p>Results belong to the manager of the first argument. Arguments named {@code x[]} form the
   * list argument x: see {@link #list}.
   */
  public NDList differentiable(String method, NDList arguments) {
    Torch.prepareThread();
    try (NDArray tag = manager.create(0f)) {
      tag.setName("module_method:" + method);
      NDList all = new NDList(arguments);
      all.add(tag);
      return IValueUtils.forward(module, all, true);
    }
  }

  /** Like {@link #differentiable}, of arrays and then a list of parameters, with one result. */
  public NDArray call(String method, List<NDArray> parameters, NDArray... inputs) {
    NDList all = new NDList(inputs);
    all.addAll(parameters);
    return differentiable(method, all).singletonOrThrow();
  }

  /** Calls a function outside autograd; results belong to {@code owner}. */
  public List<NDArray> plain(NDManager owner, String method, Object... arguments) {
    Torch.prepareThread();
    IValue[] inputs = new IValue[arguments.length];
    try {
      for (int i = 0; i < arguments.length; i++) {
        inputs[i] = toIValue(arguments[i]);
      }
      try (IValue result = IValueUtils.runMethod(module, method, inputs)) {
        return List.copyOf(result.toNDList((PtNDManager) owner));
      }
    } finally {
      for (IValue input : inputs) {
        if (input != null) {
          input.close();
        }
      }
    }
  }

  /** Marks arrays as elements of a list argument: DJL builds the list from equal names. */
  public static void list(Iterable<NDArray> arrays) {
    arrays.forEach(array -> array.setName("parameters[]"));
  }

  @Override
  public void close() {
    module.close();
    manager.close();
  }

  private static IValue toIValue(Object argument) {
    if (argument instanceof PtNDArray array) {
      return IValue.from(array);
    }
    if (argument instanceof Double number) {
      return IValue.from(number);
    }
    if (argument instanceof Long number) {
      return IValue.from(number);
    }
    if (argument instanceof long[] numbers) {
      return IValue.listFrom(numbers);
    }
    if (argument instanceof List<?> arrays) {
      return IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }
    throw new IllegalArgumentException("a kernel cannot take a " + argument.getClass());
  }

  private static String source(Class<?> owner, String resource) {
    try (InputStream stream = owner.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("no resource " + resource + " beside " + owner);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
