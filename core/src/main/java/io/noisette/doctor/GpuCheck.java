package io.noisette.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntSupplier;

/** GPUs, as libtorch sees them. */
final class GpuCheck implements Check {

  private final NativeLibrary libtorch;
  private final IntSupplier count;
  private final Path root;

  /**
   * @param root where the {@code dev} is in which a driver shows its devices
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
      return Finding.ok(String.format(Locale.ROOT, "libtorch sees %d: --device cuda:0", gpus));
    }
    if (Files.exists(root.resolve("dev/nvidia0"))) {
      return Finding.note(
          "there is one, but this libtorch does not see it",
          "name a libtorch for CUDA with PYTORCH_LIBRARY_PATH and PYTORCH_FLAVOR:"
              + " see docs/installing.md");
    }
    return Finding.ok("libtorch sees none; the CPU does the work");
  }
}
