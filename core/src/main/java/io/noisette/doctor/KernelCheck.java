package io.noisette.doctor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import java.util.Arrays;
import java.util.Map;

/** Check that compiles a kernel and runs its forward and backward pass, as training does. */
final class KernelCheck implements Check {

  private static final float[] GRADIENT = {3, 12, 27}; // gradient of the sum of cubes at 1, 2, 3

  private final NativeLibrary libtorch;

  KernelCheck(NativeLibrary libtorch) {
    this.libtorch = libtorch;
  }

  @Override
  public String getName() {
    return "kernel";
  }

  @Override
  public Finding examine() {
    return libtorch.whenLoaded(KernelCheck::compiled);
  }

  private static Finding compiled() {
    try (NDManager manager = Torch.newManager("cpu");
        Kernels kernels = Kernels.compile(manager, KernelCheck.class, "KernelCheck", Map.of())) {
      Parameters parameters = new Parameters(manager);
      parameters.add("x", new Shape(3), new float[] {1, 2, 3});
      KernelFunction cubes = kernels.function("cubes");
      NDArray sum = Autograd.recorded(() -> cubes.call(manager, parameters.get("x")));
      Autograd.backward(sum, sum.onesLike());
      return judge(sum.getFloat(), parameters.getGradient("x").toFloatArray());
    }
  }

  static Finding judge(float sum, float[] gradient) {
    return sum == 36 && Arrays.equals(gradient, GRADIENT)
        ? Finding.ok("a TorchScript kernel compiles and computes the correct value and gradient")
        : Finding.problem(
            "a TorchScript kernel computes a wrong value or gradient",
            "unset PYTORCH_LIBRARY_PATH if it points to a libtorch of another version than 2.7.1");
  }
}
