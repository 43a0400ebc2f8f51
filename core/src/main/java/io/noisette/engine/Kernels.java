package io.noisette.engine;

import static java.util.stream.Collectors.joining;

import ai.djl.engine.EngineException;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A class of tensor functions, which libtorch compiles from a Python resource when this is built:
 * see {@code docs/kernels.md}. Parameters of models are arguments, so kernels own nothing.
 */
public final class Kernels implements AutoCloseable {

  private final NDManager manager;
  private final PtSymbolBlock module;
  private final @Nullable KernelSource source;

  private Kernels(NDManager manager, PtSymbolBlock module, @Nullable KernelSource source) {
    this.manager = manager;
    this.module = module;
    this.source = source;
  }

  /**
   * Compiles {@code owner}'s resource {@code NAME.py}, which defines the class NAME.
   *
   * @param parent names the device; the kernels live as long as it at most
   * @param constants values of those that the class declares: an {@link Integer} or {@link
   *     ScalarType} for an {@code int}, a {@link Double} for a {@code float}, a {@link Boolean}
   * @throws IllegalArgumentException if there is no such resource, it is not as it should be, or
   *     the constants are others
   * @throws EngineException if libtorch cannot compile it; the message has file and line
   */
  public static Kernels compile(
      NDManager parent, Class<?> owner, String name, Map<String, ?> constants) {
    String path = owner.getPackageName().replace('.', '/') + "/" + name;
    if (read(owner, path).contains("__parameters__")) {
      return compile(parent, owner, List.of(name), constants);
    }
    return compile(parent, new KernelSource(path, resource -> read(owner, resource)), constants);
  }

  /**
   * Compiles a class whose text is several resources: the first defines the class, each of the
   * others goes on with more attributes and functions.
   */
  public static Kernels compile(
      NDManager parent, Class<?> owner, List<String> names, Map<String, ?> attributes) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("training", true);
    all.putAll(attributes);
    String directory = owner.getPackageName().replace('.', '/') + "/";
    String text = names.stream().map(name -> read(owner, directory + name)).collect(joining());
    byte[] archive = TorchScriptArchive.of(names.get(0), text, all);
    NDManager manager = parent.newSubManager();
    try {
      InputStream stream = new ByteArrayInputStream(archive);
      return new Kernels(
          manager, JniUtils.loadModule((PtNDManager) manager, stream, true, false), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the stream is in memory
    }
  }

  /** Compiles what has been read. */
  static Kernels compile(NDManager parent, KernelSource source, Map<String, ?> constants) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("training", true);
    attributes.putAll(ConstantValues.of(source, constants));
    byte[] archive = TorchScriptArchive.of(source.getName(), source.getText(), attributes);
    NDManager manager = parent.newSubManager();
    try {
      InputStream stream = new ByteArrayInputStream(archive);
      PtSymbolBlock module = JniUtils.loadModule((PtNDManager) manager, stream, true, false);
      return new Kernels(manager, module, source);
    } catch (EngineException e) {
      manager.close();
      throw source.explain(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the stream is in memory
    }
  }

  /**
   * Finds a function, once for all its calls.
   *
   * @throws IllegalArgumentException if the source defines none of that name
   */
  public KernelFunction function(String name) {
    KernelSource own = Objects.requireNonNull(source);
    return new KernelFunction(manager, module, own, own.getFunction(name));
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

  private static String read(Class<?> owner, String path) {
    try (InputStream stream = owner.getResourceAsStream("/" + path + ".py")) {
      if (stream == null) {
        throw new IllegalArgumentException("no resource " + path + ".py");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
