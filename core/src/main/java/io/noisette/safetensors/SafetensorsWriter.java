package io.noisette.safetensors;

import io.noisette.failure.UsageException;
import io.noisette.file.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Writer of F32, F16 and I64 tensors, in the order of the reference writer (widest type first, then
 * by name). Equal tensors and metadata give equal bytes, in whatever order they were added.
 *
 * <p>The data of a tensor is requested when it is written, so only one tensor is in memory at a
 * time. An interrupt while the file is written makes it be written again.
 */
public final class SafetensorsWriter {

  private static final int HEADER_ALIGNMENT = 8;
  private static final int CHUNK_BYTES = 1 << 20;

  /**
   * A tensor to be written: its shape as JSON, and the source of its bytes in little-endian order.
   */
  private record Tensor(Dtype dtype, String shape, long bytes, ChunkSource source) {}

  private interface ChunkSource {
    void writeTo(ExactChannel channel) throws IOException;
  }

  private final Map<String, String> metadata = new TreeMap<>();
  private final Map<String, Tensor> tensors = new TreeMap<>();

  /** Adds an entry of {@code __metadata__}, such as {@code format}: {@code pt}. */
  public SafetensorsWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Adds an F32 tensor; the array supplied must have as many elements as the shape. */
  public SafetensorsWriter floats(String name, long[] shape, Supplier<float[]> data) {
    return add(name, Dtype.F32, shape, channel -> writeFloats(data.get(), channel));
  }

  /**
   * Adds an F16 tensor, to which floats are rounded; the array supplied must have as many elements
   * as the shape.
   *
   * @throws UsageException on writing, if a finite value is too large for F16
   */
  public SafetensorsWriter halves(String name, long[] shape, Supplier<float[]> data) {
    return add(name, Dtype.F16, shape, channel -> writeHalves(name, data.get(), channel));
  }

  /** Adds an I64 tensor; the array supplied must have as many elements as the shape. */
  public SafetensorsWriter longs(String name, long[] shape, Supplier<long[]> data) {
    return add(name, Dtype.I64, shape, channel -> writeLongs(data.get(), channel));
  }

  /**
   * Adds an F32 tensor; the remaining bytes of the buffer supplied are its elements in
   * little-endian order.
   */
  public SafetensorsWriter floatBytes(String name, long[] shape, Supplier<ByteBuffer> data) {
    return add(name, Dtype.F32, shape, channel -> channel.write(data.get()));
  }

  /** Writes the file, replacing an existing one, and flushes it to disk. */
  public void write(Path path) throws IOException {
    List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(tensors.entrySet());
    ordered.sort(
        Comparator.comparing(
            (Map.Entry<String, Tensor> tensor) -> tensor.getValue().dtype(),
            Comparator.reverseOrder()));
    Uninterrupted.perform(
        () -> {
          try (FileChannel file =
              FileChannel.open(
                  path,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE)) {
            writeTo(file, ordered);
            file.force(true);
          }
        });
  }

  private void writeTo(FileChannel file, List<Map.Entry<String, Tensor>> ordered)
      throws IOException {
    byte[] header = header(ordered);
    ByteBuffer start =
        ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(header.length).put(header).flip();
    new ExactChannel("the header", start.remaining(), file).write(start);
    for (Map.Entry<String, Tensor> tensor : ordered) {
      ExactChannel channel = new ExactChannel(tensor.getKey(), tensor.getValue().bytes(), file);
      tensor.getValue().source().writeTo(channel);
      channel.finish();
    }
  }

  private SafetensorsWriter add(String name, Dtype dtype, long[] shape, ChunkSource source) {
    long bytes = dtype.getSize();
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "the shape of tensor "
                + name
                + " must have no negative dimensions, not "
                + Arrays.toString(shape));
      }
      bytes = Math.multiplyExact(bytes, size);
    }
    String json = Arrays.toString(shape).replace(" ", "");
    if (tensors.putIfAbsent(name, new Tensor(dtype, json, bytes, source)) != null) {
      throw new IllegalArgumentException(
          "the caller added two tensors with the name " + JsonText.quote(name));
    }
    return this;
  }

  private byte[] header(List<Map.Entry<String, Tensor>> ordered) {
    List<String> members = new ArrayList<>();
    if (!metadata.isEmpty()) {
      List<String> entries = new ArrayList<>();
      metadata.forEach((k, v) -> entries.add(JsonText.encode(k) + ":" + JsonText.encode(v)));
      members.add("\"__metadata__\":{" + String.join(",", entries) + "}");
    }
    long begin = 0;
    for (Map.Entry<String, Tensor> named : ordered) {
      Tensor tensor = named.getValue();
      long end = begin + tensor.bytes();
      members.add(
          String.format(
              Locale.ROOT,
              "%s:{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
              JsonText.encode(named.getKey()),
              tensor.dtype(),
              tensor.shape(),
              begin,
              end));
      begin = end;
    }
    byte[] json = ("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + HEADER_ALIGNMENT - 1) / HEADER_ALIGNMENT * HEADER_ALIGNMENT;
    byte[] header = Arrays.copyOf(json, padded);
    Arrays.fill(header, json.length, padded, (byte) ' ');
    return header;
  }

  private static void writeFloats(float[] data, ExactChannel channel) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < data.length; start += CHUNK_BYTES / Float.BYTES) {
      int count = Math.min(CHUNK_BYTES / Float.BYTES, data.length - start);
      chunk.clear().limit(count * Float.BYTES);
      chunk.asFloatBuffer().put(data, start, count);
      channel.write(chunk);
    }
  }

  private static void writeHalves(String name, float[] data, ExactChannel channel)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < data.length; start += CHUNK_BYTES / Short.BYTES) {
      int count = Math.min(CHUNK_BYTES / Short.BYTES, data.length - start);
      chunk.clear();
      for (int i = start; i < start + count; i++) {
        if (Math.abs(data[i]) >= HalfPrecision.F16_OVERFLOW && Float.isFinite(data[i])) {
          throw new UsageException(
              String.format(
                  Locale.ROOT,
                  "tensor %s has the value %s, but the maximum of float16 is 65504",
                  JsonText.quote(name),
                  data[i]));
        }
        chunk.putShort(HalfPrecision.narrowF16(data[i]));
      }
      channel.write(chunk.flip());
    }
  }

  private static void writeLongs(long[] data, ExactChannel channel) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < data.length; start += CHUNK_BYTES / Long.BYTES) {
      int count = Math.min(CHUNK_BYTES / Long.BYTES, data.length - start);
      chunk.clear().limit(count * Long.BYTES);
      chunk.asLongBuffer().put(data, start, count);
      channel.write(chunk);
    }
  }
}
