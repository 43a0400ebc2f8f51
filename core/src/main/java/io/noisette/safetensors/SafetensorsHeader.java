package io.noisette.safetensors;

import io.noisette.failure.CorruptDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A header that has been checked against the number of data bytes after it. */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> tensors) {

  /** Data type, shape and position of a tensor, in bytes from the start of the data. */
  record Entry(Dtype dtype, List<Long> shape, long begin, long end) {

    long elements() {
      return (end - begin) / dtype.getSize();
    }
  }

  static SafetensorsHeader parse(Path path, byte[] json, long dataBytes) {
    SafetensorsHeader header = new SafetensorsHeaderParser(path, json).parse();
    return new SafetensorsHeader(header.metadata, checked(path, header.tensors, dataBytes));
  }

  /**
   * Returns the tensors by position, after checking that sizes match shapes and that the tensors
   * cover the data without gaps.
   */
  private static Map<String, Entry> checked(Path path, Map<String, Entry> tensors, long dataBytes) {
    tensors.forEach((name, entry) -> checkSize(path, name, entry));
    List<Map.Entry<String, Entry>> byPosition = new ArrayList<>(tensors.entrySet());
    byPosition.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> tensor) -> tensor.getValue().begin)
            .thenComparingLong(tensor -> tensor.getValue().end));
    Map<String, Entry> ordered = new LinkedHashMap<>();
    long expected = 0;
    for (Map.Entry<String, Entry> tensor : byPosition) {
      Entry entry = tensor.getValue();
      if (entry.begin != expected) {
        String fault = entry.begin < expected ? "overlaps the previous tensor" : "follows a gap";
        throw corrupt(
            path, tensor.getKey(), fault + ": it begins at " + entry.begin + ", not " + expected);
      }
      expected = entry.end;
      ordered.put(tensor.getKey(), entry);
    }
    if (expected != dataBytes) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s is truncated or damaged: the tensors take %d bytes, but %d follow the header",
              path,
              expected,
              dataBytes));
    }
    return Collections.unmodifiableMap(ordered);
  }

  private static void checkSize(Path path, String name, Entry entry) {
    if (entry.begin > entry.end) {
      throw corrupt(path, name, "begins at " + entry.begin + ", after its end " + entry.end);
    }
    long bytes = entry.dtype.getSize();
    try {
      // A zero makes a tensor empty, but the product of the other sizes must not overflow either.
      for (long size : entry.shape) {
        bytes = Math.multiplyExact(bytes, size);
      }
    } catch (ArithmeticException e) {
      throw corrupt(path, name, "has a shape too large for any file: " + entry.shape);
    }
    if (bytes != entry.end - entry.begin) {
      throw corrupt(
          path,
          name,
          String.format(
              Locale.ROOT,
              "takes %d bytes, but %s %s needs %d",
              entry.end - entry.begin,
              entry.dtype,
              entry.shape,
              bytes));
    }
  }

  static CorruptDataException corrupt(Path path, String tensor, String fault) {
    return new CorruptDataException(path + ": tensor " + JsonText.quote(tensor) + " " + fault);
  }
}
