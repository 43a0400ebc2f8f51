package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorBoardLogTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_700_000_000_500L), ZoneOffset.UTC);

  @TempDir Path run;

  @Test
  void recordsHoldVersionStartAndScalars() throws IOException {
    try (TensorBoardLog log = TensorBoardLog.open(run, 199, CLOCK)) {
      log.append(300, Map.of("train/loss", 1.5));
    }
    List<byte[]> events = records(Files.readAllBytes(files().get(0)));
    // Field 1 is a double, 1,700,000,000.5; field 2 the step; field 3 the version.
    String time = "0900002040fc54d941";
    assertEquals(time + "1a0d" + hex("brain.Event:2"), hex(events.get(0)));
    assertEquals(time + "10c801" + "3a020801", hex(events.get(1)));
    String value = "0a0a" + hex("train/loss") + "15" + "0000c03f";
    assertEquals(time + "10ac02" + "2a130a11" + value, hex(events.get(2)));
    assertEquals(3, events.size());
  }

  @Test
  void theFirstRecordHasTheChecksumsOfAnyTensorFlowFile() throws IOException {
    TensorBoardLog.open(run, 0, CLOCK).close();
    byte[] bytes = Files.readAllBytes(files().get(0));
    // A version record is 24 bytes long in every event file there is.
    assertArrayEquals(
        HexFormat.of().parseHex("1800000000000000a37f4b22"),
        ByteBuffer.allocate(12).put(bytes, 0, 12).array());
  }

  @Test
  void eachStartHasAFileOfItsOwnInOrder() throws IOException {
    TensorBoardLog.open(run, 0, CLOCK).close();
    TensorBoardLog.open(run, 10, CLOCK).close();
    List<Path> files = files();
    assertEquals(2, files.size());
    assertTrue(files.get(1).toString().endsWith("events.out.tfevents.1700000000.noisette.1"));
  }

  @Test
  void theOrderHoldsForManyStartsAndAClockThatWasSetBack() throws IOException {
    Clock clock = CLOCK;
    for (int start = 0; start < 30; start++) {
      List<Path> before = files();
      TensorBoardLog.open(run, start, clock).close();
      List<Path> after = files();
      assertEquals(before, after.subList(0, start), () -> "the last is not the newest: " + after);
      clock = start == 12 ? Clock.offset(CLOCK, Duration.ofDays(-3)) : clock;
    }
  }

  private List<Path> files() throws IOException {
    if (Files.notExists(run.resolve("tensorboard"))) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(run.resolve("tensorboard"))) {
      return entries.sorted().toList();
    }
  }

  /** Takes records apart, with a bit-by-bit checksum that owes nothing to the writer. */
  private static List<byte[]> records(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = new byte[8];
      bytes.get(length);
      assertEquals(masked(length), bytes.getInt());
      byte[] record =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      bytes.get(record);
      assertEquals(masked(record), bytes.getInt());
      records.add(record);
    }
    return records;
  }

  private static int masked(byte[] data) {
    int crc = -1;
    for (byte value : data) {
      crc ^= value & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * 0x82f63b78);
      }
    }
    crc = ~crc;
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
