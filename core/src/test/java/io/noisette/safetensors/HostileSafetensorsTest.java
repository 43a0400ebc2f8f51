package io.noisette.safetensors;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file may hold anything; opening and reading it gives its content or CorruptDataException. */
final class HostileSafetensorsTest {

  private static final String ONE =
      "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          [] | 0 | an array where an object
          {"x":1} | 0 | a number where an object
          {} {} | 0 | not JSON
          {"x" | 0 | not JSON
          {'x':{}} | 0 | not JSON
          {"x":{"dtype":"F32","shape":[2]}} | 8 | needs dtype, shape and two data_offsets
          {"x":{"dtype":"F32","shape":[2],"data_offsets":[0]}} | 8 | needs dtype
          {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}} | 8 | more than 2 numbers
          {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"a":1}} | 8 | "a", which is unknown
          {"x":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}} | 8 | unknown dtype "F99"
          {"x":{"dtype":3,"shape":[2],"data_offsets":[0,8]}} | 8 | a number where a string
          {"x":{"dtype":"F32","shape":2,"data_offsets":[0,8]}} | 8 | a number where an array
          {"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}} | 8 | "-2" where a size belongs
          {"x":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}} | 8 | "2.0" where a size belongs
          {"x":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}} | 8 | a string where a number
          {"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}} | 8 | needs 12
          {"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}} | 8 | after its end
          {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | 7 | 7 follow the header
          {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | 9 | 9 follow the header
          {"x":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | 12 | follows a gap
          {"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}} | 0 | too large
          {"x":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}} | 0 | too large
          {"x":{"dtype":"F32","shape":[18446744073709551618],"data_offsets":[0,8]}} | 8 | where a size
          {"x":{"dtype":"I8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}} | 8 | 8 follow
          {"__metadata__":{"a":1}} | 0 | a number where a string
          {"__metadata__":{"a":"1","a":"2"}} | 0 | "a" twice
          {"__metadata__":{},"__metadata__":{}} | 0 | occurs twice
          {"__metadata__":[]} | 0 | an array where an object
          """)
  void aHeaderThatLiesIsRefused(String header, int dataBytes, String fault) {
    assertCorrupt(RawSafetensors.write(directory, header, dataBytes), fault);
  }

  @Test
  void overlapsAndDuplicatesAreRefused() {
    String entry = "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}";
    String overlap = "{\"x\":" + entry.formatted(0, 8) + ",\"y\":" + entry.formatted(4, 12) + "}";
    assertCorrupt(RawSafetensors.write(directory, overlap, 12), "tensor \"y\" overlaps");
    String same = "{\"x\":" + entry.formatted(0, 8) + ",\"y\":" + entry.formatted(0, 8) + "}";
    assertCorrupt(RawSafetensors.write(directory, same, 8), "overlaps");
    String twice = "{\"x\":" + entry.formatted(0, 8) + ",\"x\":" + entry.formatted(8, 16) + "}";
    assertCorrupt(RawSafetensors.write(directory, twice, 16), "tensor \"x\" occurs twice");
  }

  @Test
  void deepNestingEndsEarly() {
    String deep = "{\"x\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";
    assertCorrupt(RawSafetensors.write(directory, deep, 0), "there is an array where");
    String deepShape = "{\"x\":{\"shape\":" + "[".repeat(200_000);
    assertCorrupt(RawSafetensors.write(directory, deepShape, 0), "there is an array where");
  }

  @Test
  void aControlCharacterInANameDoesNotReachTheTerminal() {
    Path path = RawSafetensors.write(directory, "{\"\\u001b[2J\\n\":1}", 0);
    var e = assertThrows(CorruptDataException.class, () -> readAll(path));
    assertTrue(e.getMessage().chars().noneMatch(Character::isISOControl), e.getMessage());
  }

  @Test
  void aHeaderLengthThatLiesIsRefused() {
    byte[] json = ONE.getBytes(StandardCharsets.UTF_8);
    for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 100_000_001}) {
      assertCorrupt(RawSafetensors.write(directory, length, json, new byte[8]), "does not fit");
    }
    assertCorrupt(RawSafetensors.write(directory, json.length + 9, json, new byte[8]), "not fit");
    assertCorrupt(RawSafetensors.write(directory, 0, new byte[0], new byte[0]), "header");
  }

  @Test
  void badUtf8IsRefused() {
    byte[] json = ONE.getBytes(StandardCharsets.UTF_8);
    json[2] = (byte) 0xff;
    assertCorrupt(RawSafetensors.write(directory, json.length, json, new byte[8]), "UTF-8");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(sample());
    Path path = directory.resolve("cut");
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThrows(CorruptDataException.class, () -> readAll(path), "length " + length);
    }
  }

  @Test
  void aHostileFile() throws IOException {
    Path path = sample();
    new HostileFile(path).tenThousandTimes().assertNothingElseHappens(() -> readAll(path));
  }

  @Test
  void aTensorBeyondTwoGibibytesIsRead() throws IOException {
    // A sparse file: 2.5 GiB of holes and one number at the end.
    long elements = 5L << 27;
    String header =
        String.format(
            Locale.ROOT,
            "{\"big\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]},"
                + "\"last\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}",
            elements,
            elements * 4,
            elements * 4,
            elements * 4 + 4);
    Path path = RawSafetensors.write(directory, header, 0);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(file.length() + elements * 4);
      file.seek(file.length());
      file.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
    }
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertTrue(file.getTensor("last").toFloats()[0] == 1f);
      assertDoesNotThrow(() -> file.getTensor("big").getShape());
    }
  }

  private Path sample() throws IOException {
    Path path = directory.resolve("sample.safetensors");
    new SafetensorsWriter()
        .metadata("format", "pt")
        .floats("weight", new long[] {2, 2}, () -> new float[] {1, 2, 3, 4})
        .longs("ids", new long[] {1}, () -> new long[] {5})
        .write(path);
    return path;
  }

  private static void assertCorrupt(Path path, String fault) {
    var e = assertThrows(CorruptDataException.class, () -> readAll(path));
    assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(fault), e.getMessage());
  }

  private static void readAll(Path path) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      for (String name : file.getNames()) {
        SafetensorsTensor tensor = file.getTensor(name);
        if (tensor.getDtype() == Dtype.I64) {
          tensor.toLongs();
        } else {
          tensor.toFloats();
        }
      }
    }
  }
}
