package io.noisette.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A class of TorchScript functions that libtorch compiles at construction from a Python resource:
 * see {@code docs/kernels.md}. The parameters of models are arguments, so kernels own no tensors.
 */
public final class Kernels implements AutoCloseable {

  private final NDManager manager;
  private final PtSymbolBlock module;
  private final String name;
  private final Map<String, KernelFunction> functions = new LinkedHashMap<>();

  private Kernels(NDManager manager, PtSymbolBlock module, KernelSource source) {
    this.manager = manager;
    this.module = module;
    name = source.getName();
    source
        .getFunctions()
        .forEach(
            function ->
                functions.put(
                    function.name(), new KernelFunction(manager, module, source, function)));
  }

  /**
   * Compiles the TorchScript class {@code NAME} from the resource {@code NAME.py} in the package of
   * {@code owner}.
   *
   * @param parent names the device; it must outlive the kernels
   * @param owner class in the package of the resource
   * @param constants values of the constants that the class declares: an {@link Integer} or {@link
   *     ScalarType} for an {@code int}, a {@link Double} for a {@code float}, a {@link Boolean} for
   *     a {@code bool}, a {@link String} for a {@code str}
   * @throws IllegalArgumentException if the resource is missing or invalid, or the constants do not
   *     match the declarations
   * @throws EngineException if libtorch cannot compile it; the message names file and line
   */
  public static Kernels compile(
      NDManager parent, Class<?> owner, String name, Map<String, ?> constants) {
    String path = owner.getPackageName().replace('.', '/') + "/" + name;
    return compile(parent, new KernelSource(path, resource -> read(owner, resource)), constants);
  }

  /** Compiles a source that has been read. */
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
   * Returns the function with a given name.
   *
   * @throws IllegalArgumentException if the source defines none of that name
   */
  public KernelFunction function(String function) {
    KernelFunction found = functions.get(function);
    if (found == null) {
      throw new IllegalArgumentException(
          "the kernel file %s.py has no function %s; it has %s"
              .formatted(name, function, String.join(", ", functions.keySet())));
    }
    return found;
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    module.close();
    manager.close();
  }

  private static String read(Class<?> owner, String path) {
    try (InputStream stream = owner.getResourceAsStream("/" + path + ".py")) {
      if (stream == null) {
        throw new IllegalArgumentException(
            "the jar of Noisette is incomplete: it has no kernel file " + path + ".py");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
