package io.noisette.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The troubles a machine may have, from files and values as it would show them. */
final class MachineChecksTest {

  private static final long HEAP = 256 * Bytes.MIB;

  @TempDir private Path root;

  @Test
  void aJavaOfThirtyTwoBitsIsAProblem() {
    assertEquals(Verdict.OK, new JavaCheck("64").examine().verdict());
    assertEquals(Verdict.PROBLEM, new JavaCheck("32").examine().verdict());
  }

  @Test
  void littleMemoryIsAProblem() throws IOException {
    writeMemory(8 * Bytes.GIB, 900 * Bytes.MIB);
    assertFinds(Verdict.PROBLEM, "8.0 GiB; 900 MiB free", new MemoryCheck(root, HEAP).examine());
  }

  @Test
  void aHeapThatTakesAllMemoryIsNoted() throws IOException {
    writeMemory(8 * Bytes.GIB, 4 * Bytes.GIB);
    assertEquals(Verdict.OK, new MemoryCheck(root, HEAP).examine().verdict());
    Finding finding = new MemoryCheck(root, 4 * Bytes.GIB).examine();
    assertFinds(Verdict.NOTE, "maximum heap size of the JVM 4.0 GiB", finding);
    assertTrue(String.valueOf(finding.remedy()).endsWith("NOISETTE_JAVA_OPTS=-Xmx1024m"));
  }

  @Test
  void theLimitOfAContainerCountsInBothVersionsOfControlGroups() throws IOException {
    writeMemory(64 * Bytes.GIB, 32 * Bytes.GIB);
    write("sys/fs/cgroup/memory.max", "max\n");
    write("sys/fs/cgroup/user/memory.max", "536870912\n");
    write("sys/fs/cgroup/user/shell/memory.max", "1073741824\n");
    write("proc/self/cgroup", "0::/user/shell\n");
    assertFinds(
        Verdict.PROBLEM,
        "64.0 GiB, of which the container may use 512 MiB",
        new MemoryCheck(root, HEAP).examine());

    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2147483648\n");
    write("proc/self/cgroup", "4:cpu,memory:/docker/not-seen-inside\n1:name=systemd:/x\n");
    Finding finding = new MemoryCheck(root, HEAP).examine();
    assertFinds(Verdict.OK, "may use 2.0 GiB", finding);
    assertEquals(2 * Bytes.GIB, finding.facts().get("container-limit-bytes"));

    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("proc/self/cgroup", "4:memory:/../..\n");
    assertEquals(Long.MAX_VALUE, new MemoryLimit(root).read());
  }

  @Test
  void aSystemThatDoesNotTellOfItselfIsNoProblem() throws IOException {
    assertEquals(Verdict.OK, new MemoryCheck(root, HEAP).examine().verdict());
    assertEquals(Verdict.OK, new ProcessorCheck(Map.of()).examine().verdict());
  }

  @Test
  void theProcessorSaysWhetherBf16IsFast() {
    Finding zen4 = processor("avx avx2 avx512_bf16 avx512f fma");
    assertFinds(Verdict.OK, "An EPYC, AVX-512; bf16 matrix multiplication is fast here", zen4);
    assertEquals(true, zen4.facts().get("bf16-fast"));
    assertEquals(true, processor("amx_bf16 avx2 avx512f").facts().get("bf16-fast"));
    assertFinds(
        Verdict.OK, "AVX2; bf16 matrix multiplication is slow here", processor("avx avx2 fma"));
    assertFinds(Verdict.NOTE, "neither AVX2 nor AVX-512", processor("avx sse4_2"));
  }

  @Test
  void aLibtorchForAnotherPlatformIsAProblem() {
    assertFinds(Verdict.OK, "linux-x86_64", platform("Linux", "amd64", Map.of()));
    Finding arm = platform("Linux", "aarch64", Map.of());
    assertFinds(
        Verdict.PROBLEM, "linux-aarch64, but this build of Noisette contains libtorch for", arm);
    assertTrue(String.valueOf(arm.remedy()).contains("-Plibtorch-linux-aarch64"));
    assertFinds(Verdict.PROBLEM, "osx-x86_64", platform("Mac OS X", "x86_64", Map.of()));
    Map<String, String> own = Map.of("PYTORCH_LIBRARY_PATH", "/opt/torch");
    assertEquals(Verdict.NOTE, platform("Linux", "aarch64", own).verdict());
  }

  @Test
  void aDiskThatIsFullIsAProblem() throws IOException {
    assertEquals(Verdict.OK, new DiskCheck(root, 1).examine().verdict());
    assertFinds(Verdict.PROBLEM, "free in " + root, new DiskCheck(root, Long.MAX_VALUE).examine());
  }

  @Test
  void aCacheThatCannotBeWrittenIsAProblem() throws IOException {
    write("file", "");
    Finding finding = new CacheCheck(() -> root.resolve("file/cache")).examine();
    assertFinds(Verdict.PROBLEM, "is not writable", finding);
    assertTrue(String.valueOf(finding.remedy()).contains("DJL_CACHE_DIR"));
  }

  @Test
  void aCacheWithoutAPlaceIsAProblem() throws IOException {
    Finding finding =
        new CacheCheck(
                () -> {
                  throw new UsageException("there is no home directory");
                })
            .examine();
    assertFinds(Verdict.PROBLEM, "there is no home directory", finding);
  }

  @Test
  void temporaryFilesNeedAPlace() throws IOException {
    assertEquals(Verdict.OK, new TemporaryFilesCheck(root).examine().verdict());
    Finding finding = new TemporaryFilesCheck(root.resolve("absent")).examine();
    assertFinds(Verdict.NOTE, "is not writable", finding);
    assertTrue(String.valueOf(finding.remedy()).contains("-Djava.io.tmpdir="));
  }

  @Test
  void aCacheNeedsRoomUntilTheLibrariesAreInIt() throws IOException {
    Path cache = root.resolve("new/cache");
    assertFinds(Verdict.OK, "not yet unpacked", new CacheCheck(cache, 1).examine());
    write("new/cache/pytorch/tmp17/libtorch.so", ""); // of a process that was killed
    Files.createDirectories(cache.resolve("tokenizers")); // that found a full disk
    assertFinds(
        Verdict.PROBLEM, "not yet unpacked", new CacheCheck(cache, Long.MAX_VALUE).examine());
    write("new/cache/pytorch/2.7.1/libtorch.so", "x".repeat(3 << 20));
    write("new/cache/tokenizers/0.21.0/libtokenizers.so", "");
    assertFinds(Verdict.OK, cache + ", 3 MiB", new CacheCheck(cache, Long.MAX_VALUE).examine());
  }

  private static Finding processor(String units) {
    return new ProcessorCheck(Map.of("processor", "An EPYC", "vector-units", units)).examine();
  }

  private static Finding platform(String os, String arch, Map<String, String> environment) {
    return new PlatformCheck(os, arch, "linux-x86_64", environment).examine();
  }

  private static void assertFinds(Verdict verdict, String text, Finding finding) {
    assertEquals(verdict, finding.verdict(), finding.text());
    assertTrue(finding.text().contains(text), finding.text());
  }

  private void writeMemory(long total, long available) throws IOException {
    write(
        "proc/meminfo",
        "MemTotal:  %d kB%nMemFree:  1 kB%nMemAvailable:  %d kB%nHugePages_Total:  0%n"
            .formatted(total >> 10, available >> 10));
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
