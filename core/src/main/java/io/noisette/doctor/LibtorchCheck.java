package io.noisette.doctor;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Check that loads libtorch and reports its version and platform. */
final class LibtorchCheck implements Check {

  private static final String PATH = "PYTORCH_LIBRARY_PATH";

  private final NativeLibrary libtorch;
  private final Map<String, String> environment;

  LibtorchCheck(NativeLibrary libtorch, Map<String, String> environment) {
    this.libtorch = libtorch;
    this.environment = environment;
  }

  @Override
  public String getName() {
    return "libtorch";
  }

  @Override
  public Finding examine() throws IOException {
    Throwable failure = libtorch.load();
    Finding finding = failure == null ? loaded() : failed(failure);
    return finding.with("library-path", environment.get(PATH));
  }

  private Finding loaded() throws IOException {
    String version = Engine.getEngine("PyTorch").getVersion();
    String flavor = JniUtils.getFeatures().contains("CUDA") ? "cuda" : "cpu";
    String directory = LibUtils.getLibtorchPath();
    return judge(
            String.format(Locale.ROOT, "%s, %s, in %s", version, flavor, directory),
            Path.of(directory))
        .with("version", version)
        .with("flavor", flavor)
        .with("directory", directory);
  }

  /**
   * Compares the library loaded with the directory chosen, because DJL falls back to its own
   * libraries if there are none in that directory.
   */
  private Finding judge(String text, Path directory) throws IOException {
    String chosen = environment.get(PATH);
    if (chosen == null
        || (Files.exists(Path.of(chosen)) && Files.isSameFile(Path.of(chosen), directory))) {
      return Finding.ok(text);
    }
    return Finding.note(
        text,
        String.format(
            Locale.ROOT,
            "%s is %s, but libtorch was loaded from another directory; correct or unset it",
            PATH,
            chosen));
  }

  private Finding failed(Throwable failure) {
    Finding finding = Finding.ofFailure(failure);
    String chosen = environment.get(PATH);
    return chosen == null
        ? finding
        : Finding.problem(
            finding.text(),
            String.format(
                Locale.ROOT,
                "%s is %s: it must hold the libraries of torch 2.7.1; correct or unset it",
                PATH,
                chosen));
  }
}
