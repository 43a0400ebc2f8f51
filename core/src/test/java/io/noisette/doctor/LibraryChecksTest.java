package io.noisette.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The troubles native libraries may have. */
final class LibraryChecksTest {

  private static final NativeLibrary LOADED = new NativeLibrary("libtorch", () -> {});

  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "libm.so.6: version `GLIBC_2.29' not found | glibc 2.34 or later",
        "libc10.so: failed to map segment from shared object | mounted noexec",
        "libc10.so: file too short | delete the cache directory",
        "libgomp.so.1: cannot open shared object file | install the library",
        "No space left on device | free some space",
        "Read-only file system | DJL_CACHE_DIR",
        "something else | report this"
      })
  void aLibraryThatDoesNotLoadIsAProblemWithARemedy(String message, String remedy)
      throws IOException {
    NativeLibrary broken = broken(new UnsatisfiedLinkError(message));
    Finding finding = new LibtorchCheck(broken, Map.of()).examine();
    assertEquals(Verdict.PROBLEM, finding.verdict());
    assertEquals("cannot load: " + message, finding.text());
    assertTrue(String.valueOf(finding.remedy()).contains(remedy), finding.remedy());
    assertEquals(finding.text(), new TokenizersCheck(broken).examine().text());
  }

  @Test
  void aLibraryOfOnesOwnIsNamedIfItDoesNotLoad() throws IOException {
    NativeLibrary broken = broken(new UnsatisfiedLinkError("undefined symbol"));
    Map<String, String> own = Map.of("PYTORCH_LIBRARY_PATH", "/opt/torch");
    Finding finding = new LibtorchCheck(broken, own).examine();
    assertTrue(String.valueOf(finding.remedy()).startsWith("PYTORCH_LIBRARY_PATH is /opt/torch"));
    assertEquals("/opt/torch", finding.facts().get("library-path"));
  }

  @Test
  void whatNeedsLibtorchSaysThatItWasNotTried() {
    NativeLibrary broken = broken(new UnsatisfiedLinkError("no"));
    List<Finding> findings =
        List.of(
            new ProductCheck(broken).examine(),
            new KernelCheck(broken).examine(),
            new ThreadsCheck(broken, Map.of()).examine(),
            new GpuCheck(broken, () -> 0, root).examine());
    for (Finding finding : findings) {
      assertEquals(
          "not checked, because the native library libtorch cannot be loaded", finding.text());
    }
  }

  @Test
  void aLibraryIsLoadedOnce() {
    List<String> loads = new ArrayList<>();
    NativeLibrary library = new NativeLibrary("libtorch", () -> loads.add("once"));
    library.load();
    library.load();
    assertEquals(List.of("once"), loads);
  }

  @Test
  void fewerThreadsThanProcessorsAreNoted() {
    ThreadsCheck check = new ThreadsCheck(LOADED, Map.of("OMP_NUM_THREADS", "1", "HOME", "/"));
    Finding finding = check.judge(8, 1);
    assertEquals(Verdict.NOTE, finding.verdict());
    assertEquals("1 for 8 processors, OMP_NUM_THREADS=1", finding.text());
    assertEquals(Verdict.OK, check.judge(1, 1).verdict());
  }

  @Test
  void wrongNumbersAreAProblem() {
    float[] right = {1, 2};
    assertEquals(Verdict.OK, ProductCheck.judge(right, new float[] {1, 2}).verdict());
    assertEquals(Verdict.PROBLEM, ProductCheck.judge(right, new float[] {1, 2.5f}).verdict());
    assertEquals(Verdict.OK, KernelCheck.judge(36, new float[] {3, 12, 27}).verdict());
    assertEquals(Verdict.PROBLEM, KernelCheck.judge(36, new float[] {3, 12, 0}).verdict());
  }

  @Test
  void aGpuThatLibtorchDoesNotSeeIsNoted() throws IOException {
    assertEquals(Verdict.OK, new GpuCheck(LOADED, () -> 0, root).examine().verdict());
    Files.createFile(Files.createDirectory(root.resolve("dev")).resolve("nvidia0"));
    assertEquals(Verdict.NOTE, new GpuCheck(LOADED, () -> 0, root).examine().verdict());
    Finding seen = new GpuCheck(LOADED, () -> 2, root).examine();
    assertEquals("libtorch finds 2 GPUs: use --device cuda:0", seen.text());
  }

  private static NativeLibrary broken(UnsatisfiedLinkError error) {
    return new NativeLibrary(
        "libtorch",
        () -> {
          throw new EngineException("cannot load", error);
        });
  }
}
