package io.noisette.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafetensorsFileTest {

  @TempDir Path directory;

  @Test
  void aHandMadeFileIsRead() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    data.putLong(-100).putFloat(1.5f).putShort((short) 0x3c00).putShort((short) 0x3f80);
    Path path =
        RawSafetensors.write(
            directory,
            """
            {"__metadata__": {"kind": "hand-made"},
             "h": {"dtype": "F16", "shape": [1], "data_offsets": [12, 14]},
             "b": {"dtype": "BF16", "shape": [1, 1], "data_offsets": [14, 16]},
             "empty": {"dtype": "F32", "shape": [3, 0], "data_offsets": [8, 8]},
             "ids": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]},
             "f": {"dtype": "F32", "shape": [], "data_offsets": [8, 12]}}   \
            """,
            data.array());
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertEquals("hand-made", file.getMetadata().get("kind"));
      assertEquals(List.of("ids", "empty", "f", "h", "b"), List.copyOf(file.getNames()));
      assertArrayEquals(new long[] {-100}, file.getTensor("ids").toLongs());
      assertArrayEquals(new float[] {1.5f}, file.getTensor("f").toFloats());
      assertArrayEquals(new long[] {}, file.getTensor("f").getShape());
      assertArrayEquals(new float[] {1}, file.getTensor("h").toFloats());
      assertArrayEquals(new float[] {1}, file.getTensor("b").toFloats());
      assertArrayEquals(new float[] {}, file.getTensor("empty").toFloats());
    }
  }

  @Test
  void aTensorOfATypeThatCannotBeReadIsRefusedOnlyWhenRead() throws IOException {
    Path path =
        RawSafetensors.write(
            directory, "{\"mask\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[0,2]}}", 2);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      SafetensorsTensor mask = file.getTensor("mask");
      var asFloats = assertThrows(CorruptDataException.class, mask::toFloats);
      assertTrue(asFloats.getMessage().contains("\"mask\" is BOOL, which is not supported"));
      assertThrows(CorruptDataException.class, mask::toLongs);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY})
  void valuesThatAreNotFiniteAreFoundAnywhere(float value) throws IOException {
    float[] values = new float[10_000];
    Arrays.fill(values, -Float.MAX_VALUE);
    values[9_999] = value;
    Path path = directory.resolve("values.safetensors");
    new SafetensorsWriter()
        .floats("bad", new long[] {10_000}, () -> values)
        .floats("good", new long[] {9_999}, () -> Arrays.copyOf(values, 9_999))
        .write(path);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertEquals(9_999, file.getTensor("good").toFiniteFloats().length);
      var e = assertThrows(CorruptDataException.class, file.getTensor("bad")::toFiniteFloats);
      assertEquals(path + ": tensor \"bad\" has NaN or infinite values", e.getMessage());
    }
  }

  @Test
  void anAbsentTensorIsNamed() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(RawSafetensors.write(directory, "{}", 0))) {
      var e = assertThrows(CorruptDataException.class, () -> file.getTensor("lm_head.weight"));
      assertTrue(e.getMessage().endsWith("there is no tensor \"lm_head.weight\""));
    }
  }

  @Test
  void aFileThatBecomesShorterWhileItIsOpenIsNamed() throws IOException {
    Path path = ofThousandZeros();
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 2_000));
      var e = assertThrows(CorruptDataException.class, () -> file.getTensor("f").toFloats());
      assertTrue(e.getMessage().startsWith(path + ": tensor \"f\" ends too early"), e.getMessage());
    }
  }

  @Test
  void anInterruptedThreadReadsAndStaysInterrupted() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(ofThousandZeros())) {
      Thread.currentThread().interrupt();
      assertEquals(1_000, file.getTensor("f").toFloats().length);
      assertEquals(1_000, file.getTensor("f").toFloats().length);
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void aClosedFileIsNotRead() throws IOException {
    SafetensorsFile file = SafetensorsFile.open(ofThousandZeros());
    SafetensorsTensor tensor = file.getTensor("f");
    file.close();
    assertThrows(IllegalStateException.class, tensor::toFloats);
  }

  private Path ofThousandZeros() {
    return RawSafetensors.write(
        directory, "{\"f\":{\"dtype\":\"F32\",\"shape\":[1000],\"data_offsets\":[0,4000]}}", 4_000);
  }

  @Test
  void anAbsentFileIsTheUsersToMend() {
    Path absent = directory.resolve("absent");
    assertThrows(UsageException.class, () -> SafetensorsFile.open(absent));
    assertThrows(UsageException.class, () -> SafetensorsFile.open(directory));
  }

  @Test
  void aRealFileOfAnotherWriterIsRead() throws IOException {
    Path path = SharedFiles.find("golden/bart/cases.safetensors");
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertEquals("bart-conditional-generation", file.getMetadata().get("kind"));
      assertArrayEquals(new long[] {3, 11}, file.getTensor("padded-batch/input/labels").getShape());
      float loss = file.getTensor("single-row/expected/loss").toFloats()[0];
      assertTrue(loss > 1 && loss < 20, "loss " + loss);
    }
  }
}
