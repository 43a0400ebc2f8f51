package io.noisette.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.function.Consumer;

/**
 * The values of fp32 arrays where libtorch has them. A copy in Java would take as much memory once
 * more, in the heap and outside of it, until the next garbage collection; of large models, that is
 * hundreds of megabytes that a run never uses again.
 */
public final class TensorMemory {

  private TensorMemory() {}

  /**
   * Returns a new array.
   *
   * @param writer writes all values, in row-major order, into the buffer given
   */
  public static NDArray create(NDManager manager, Shape shape, Consumer<FloatBuffer> writer) {
    Device device = manager.getDevice();
    if (device.isGpu()) {
      try (NDManager onCpu = manager.newSubManager(Device.cpu())) {
        NDArray moved = create(onCpu, shape, writer).toDevice(device, true);
        moved.attach(manager);
        return moved;
      }
    }
    NDArray array = manager.create(shape, DataType.FLOAT32);
    try {
      write(array, writer);
      return array;
    } catch (RuntimeException e) {
      array.close();
      throw e;
    }
  }

  /**
   * Overwrites the values of an array, which keeps its memory.
   *
   * @param writer writes all values, in row-major order, into the buffer given
   */
  public static void overwrite(NDArray array, Consumer<FloatBuffer> writer) {
    if (array.getDevice().isGpu()) {
      try (NDArray given = create(array.getManager(), array.getShape(), writer)) {
        array.set(new NDIndex("..."), given); // copyTo would give the array other memory
      }
    } else {
      write(array, writer);
    }
  }

  /**
   * Returns the values of an array in row-major order, in the byte order of the machine; the buffer
   * may only be used while the array is open and unchanged.
   */
  public static ByteBuffer bytesOf(NDArray array) {
    if (array.size() == 0) {
      return ByteBuffer.allocate(0);
    }
    if (array.getDevice().isGpu()) {
      try (NDArray copy = array.toDevice(Device.cpu(), true)) {
        return copy.toByteBuffer(false);
      }
    }
    return array.toByteBuffer(true);
  }

  private static void write(NDArray array, Consumer<FloatBuffer> writer) {
    FloatBuffer target = bytesOf(array).asFloatBuffer();
    writer.accept(target);
    if (target.hasRemaining()) {
      throw new IllegalArgumentException(
          "the caller wrote "
              + target.remaining()
              + " values fewer to an array than its shape "
              + array.getShape()
              + " has");
    }
  }
}
