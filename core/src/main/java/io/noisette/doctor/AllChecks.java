package io.noisette.doctor;

import ai.djl.engine.Engine;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import io.noisette.build.BuildInfo;
import io.noisette.engine.Torch;
import io.noisette.nativelib.NativeCache;
import io.noisette.run.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The checks of {@code doctor}, in order. */
final class AllChecks {

  private AllChecks() {}

  static List<Check> ofThisMachine() throws IOException {
    // Failures are reported as findings, so DJL need not log them with a stack trace.
    System.setProperty("org.slf4j.simpleLogger.log.ai.djl", "off");
    Path root = Path.of("/");
    Map<String, String> environment = System.getenv();
    NativeLibrary libtorch = new NativeLibrary("libtorch", Torch::initialize);
    NativeLibrary tokenizers =
        new NativeLibrary(
            "tokenizers", () -> NativeCache.load("tokenizers", LibUtils::checkStatus));
    return List.of(
        new JavaCheck(),
        new PlatformCheck(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            BuildInfo.load().libtorchPlatform(),
            environment),
        new ProcessorCheck(Machine.describe()),
        new MemoryCheck(root, Runtime.getRuntime().maxMemory()),
        new DiskCheck(Path.of("").toAbsolutePath()),
        new CacheCheck(NativeCache::choose),
        new TemporaryFilesCheck(Path.of(System.getProperty("java.io.tmpdir", ""))),
        new LibtorchCheck(libtorch, environment),
        new TokenizersCheck(tokenizers),
        new ThreadsCheck(libtorch, environment),
        new ProductCheck(libtorch),
        new KernelCheck(libtorch),
        new GpuCheck(libtorch, AllChecks::countGpus, root));
  }

  private static int countGpus() {
    return Engine.getEngine("PyTorch").getGpuCount();
  }
}
