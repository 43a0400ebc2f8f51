package io.noisette.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntSupplier;

/** Check of the GPUs that libtorch can use. */
final class GpuCheck implements Check {

  private final NativeLibrary libtorch;
  private final IntSupplier count;
  private final Path root;

  /**
   * Creates the check.
   *
   * @param root root of the file system, in whose {@code dev} directory drivers show devices
   */
  GpuCheck(NativeLibrary libtorch, IntSupplier count, Path root) {
    this.libtorch = libtorch;
    this.count = count;
    this.root = root;
  }

  @Override
  public String getName() {
    return "gpu";
  }

  @Override
  public Finding examine() {
    return libtorch.whenLoaded(() -> judge(count.getAsInt()));
  }

  private Finding judge(int gpus) {
    return verdict(gpus).with("count", gpus);
  }

  private Finding verdict(int gpus) {
    if (gpus > 0) {
      return Finding.ok(
          String.format(Locale.ROOT, "libtorch finds %d GPUs: use --device cuda:0", gpus));
    }
    if (Files.exists(root.resolve("dev/nvidia0"))) {
      return Finding.note(
          "there is a GPU, but this libtorch cannot use it",
          "set PYTORCH_LIBRARY_PATH and PYTORCH_FLAVOR to a libtorch for CUDA: see"
              + " docs/installing.md");
    }
    return Finding.ok("libtorch finds no GPU; the CPU is used");
  }
}
