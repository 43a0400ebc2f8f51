package io.noisette.run;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Log of scalars for TensorBoard: {@code tensorboard/events.out.tfevents.*}, TensorFlow records
 * ({@code lib/io/record_writer}) of {@code Event} messages ({@code util/event.proto}, version 2).
 * Each session of a run has a file of its own.
 */
public final class TensorBoardLog implements AutoCloseable {

  private static final int EVENT_WALL_TIME = 1;
  private static final int EVENT_STEP = 2;
  private static final int EVENT_FILE_VERSION = 3;
  private static final int EVENT_SUMMARY = 5;
  private static final int EVENT_SESSION_LOG = 7;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE_VALUE = 2;
  private static final int SESSION_LOG_STATUS = 1;
  private static final int SESSION_START = 1;
  private static final int CRC_MASK = 0xa282ead8;
  private static final Pattern NAME =
      Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\.noisette\\.(\\d)");

  /** After this, the order of the names would not be that of the numbers. */
  private static final int LAST_NUMBER = 9;

  private final OutputStream out;
  private final Clock clock;

  private TensorBoardLog(OutputStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /**
   * Creates an event file, which tells TensorBoard to discard events of earlier files after a step.
   *
   * @param lastStep step of the checkpoint from which the run resumes; 0 for a new run
   */
  public static TensorBoardLog open(Path runDirectory, long lastStep, Clock clock)
      throws IOException {
    Path directory = Files.createDirectories(runDirectory.resolve("tensorboard"));
    Path path = directory.resolve(nextName(directory, clock.instant().getEpochSecond()));
    TensorBoardLog log =
        new TensorBoardLog(
            new BufferedOutputStream(
                new FileOutputStream(path.toFile())), // stays open when interrupted
            clock);
    log.write(log.event(0).string(EVENT_FILE_VERSION, "brain.Event:2"));
    ProtobufWriter start = new ProtobufWriter().varint(SESSION_LOG_STATUS, SESSION_START);
    log.write(log.event(lastStep + 1).message(EVENT_SESSION_LOG, start));
    return log;
  }

  /**
   * Returns a name that follows those of all files, whatever the clock says, because readers read
   * the files of a directory in the order of their names.
   */
  private static String nextName(Path directory, long now) throws IOException {
    long seconds = now;
    int number = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        Matcher earlier = NAME.matcher(file.getFileName().toString());
        if (earlier.matches() && Long.parseLong(earlier.group(1)) >= seconds) {
          seconds = Long.parseLong(earlier.group(1));
          number = Integer.parseInt(earlier.group(2)) + 1;
        }
      }
    }
    if (number > LAST_NUMBER) {
      seconds++;
      number = 0;
    }
    return String.format(Locale.ROOT, "events.out.tfevents.%010d.noisette.%d", seconds, number);
  }

  /**
   * Appends the scalars of a step, by tag, such as {@code train/loss}, and flushes them to the
   * file.
   */
  public void append(long step, Map<String, Double> scalars) throws IOException {
    ProtobufWriter summary = new ProtobufWriter();
    scalars.forEach(
        (tag, value) ->
            summary.message(
                SUMMARY_VALUE,
                new ProtobufWriter()
                    .string(VALUE_TAG, tag)
                    .fixed32(VALUE_SIMPLE_VALUE, value.floatValue())));
    write(event(step).message(EVENT_SUMMARY, summary));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private ProtobufWriter event(long step) {
    ProtobufWriter event = new ProtobufWriter().fixed64(EVENT_WALL_TIME, clock.millis() / 1e3);
    // Protocol buffers omit zeros.
    return step == 0 ? event : event.varint(EVENT_STEP, step);
  }

  /** Writes one record: length, its checksum, the message, its checksum; all little-endian. */
  private void write(ProtobufWriter event) throws IOException {
    byte[] message = event.toByteArray();
    byte[] length =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(message.length)
            .array();
    out.write(length);
    out.write(maskedChecksum(length));
    out.write(message);
    out.write(maskedChecksum(message));
    out.flush();
  }

  /**
   * Returns the CRC-32C, rotated and offset, because a plain CRC of data that contains CRCs is
   * weak.
   */
  private static byte[] maskedChecksum(byte[] data) {
    CRC32C checksum = new CRC32C();
    checksum.update(data);
    int crc = (int) checksum.getValue();
    return ByteBuffer.allocate(Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(Integer.rotateRight(crc, 15) + CRC_MASK)
        .array();
  }
}
