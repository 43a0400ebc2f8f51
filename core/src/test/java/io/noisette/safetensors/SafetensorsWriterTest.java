package io.noisette.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafetensorsWriterTest {

  @TempDir Path directory;

  @Test
  void theHeaderLooksLikeThatOfTheReferenceWriter() throws IOException {
    Path path = directory.resolve("small.safetensors");
    new SafetensorsWriter()
        .floats("b", new long[] {2}, () -> new float[] {1, 2})
        .floats("a", new long[] {}, () -> new float[] {3})
        .longs("ids", new long[] {1, 1}, () -> new long[] {7})
        .metadata("format", "pt")
        .write(path);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) bytes.getLong()];
    bytes.get(header);
    assertEquals(0, header.length % 8);
    assertEquals(
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"ids\":{\"dtype\":\"I64\",\"shape\":[1,1],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[12,20]}}",
        new String(header, StandardCharsets.UTF_8).stripTrailing());
    assertEquals(20, bytes.remaining());
  }

  @Test
  void theOrderOfAddingDoesNotShow() throws IOException {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    new SafetensorsWriter()
        .floats("x", new long[] {1}, () -> new float[] {1})
        .floats("y", new long[] {1}, () -> new float[] {2})
        .write(first);
    new SafetensorsWriter()
        .floatBytes("y", new long[] {1}, () -> littleEndian(2))
        .floatBytes("x", new long[] {1}, () -> littleEndian(1))
        .write(second);
    assertEquals(-1, Files.mismatch(first, second));
  }

  @Test
  void aTensorLongerThanAChunkComesBack() throws IOException {
    float[] floats = new float[700_001];
    long[] longs = new long[300_007];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = i * 0.5f;
    }
    for (int i = 0; i < longs.length; i++) {
      longs[i] = -i;
    }
    Path path = directory.resolve("long");
    new SafetensorsWriter()
        .floats("floats", new long[] {floats.length}, () -> floats)
        .longs("longs", new long[] {longs.length}, () -> longs)
        .write(path);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertArrayEquals(floats, file.getTensor("floats").toFloats());
      assertArrayEquals(longs, file.getTensor("longs").toLongs());
    }
  }

  @Test
  void dataThatDoNotFitTheShapeAreRefused() {
    Path path = directory.resolve("wrong");
    var few = new SafetensorsWriter().floats("x", new long[] {3}, () -> new float[2]);
    var many = new SafetensorsWriter().floats("x", new long[] {3}, () -> new float[4]);
    assertThrows(IllegalArgumentException.class, () -> few.write(path));
    assertThrows(IllegalArgumentException.class, () -> many.write(path));
  }

  @Test
  void twoTensorsOfOneNameAreAnError() {
    var writer = new SafetensorsWriter().floats("x", new long[] {1}, () -> new float[1]);
    assertThrows(
        IllegalArgumentException.class, () -> writer.longs("x", new long[] {1}, () -> new long[1]));
  }

  @Test
  void aRealFileRoundTrips() throws IOException {
    Path source = SharedFiles.find("golden/bart/model.safetensors");
    Path copy = directory.resolve("copy.safetensors");
    try (SafetensorsFile file = SafetensorsFile.open(source)) {
      SafetensorsWriter writer = new SafetensorsWriter();
      file.getMetadata().forEach(writer::metadata);
      for (String name : file.getNames()) {
        SafetensorsTensor tensor = file.getTensor(name);
        writer.floats(name, tensor.getShape(), tensor::toFloats);
      }
      writer.write(copy);
      try (SafetensorsFile again = SafetensorsFile.open(copy)) {
        assertEquals(List.copyOf(file.getNames()), List.copyOf(again.getNames()));
        for (String name : file.getNames()) {
          assertArrayEquals(file.getTensor(name).toFloats(), again.getTensor(name).toFloats());
          assertArrayEquals(file.getTensor(name).getShape(), again.getTensor(name).getShape());
        }
      }
    }
    assertEquals(-1, Files.mismatch(source, copy));
  }

  private static ByteBuffer littleEndian(float value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).flip();
  }
}
