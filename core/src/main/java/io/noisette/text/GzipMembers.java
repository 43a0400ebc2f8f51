package io.noisette.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompressed content of a gzip file of one or more members (RFC 1952), read to its very end.
 *
 * <p>The JDK's own stream asks {@link InputStream#available} whether another member follows, which
 * pipes answer wrongly, and takes a damaged header for the end of the file. Here whatever follows a
 * member is another member, or zeros, with which tapes and block devices fill up their last block.
 */
public final class GzipMembers extends InputStream {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 headerCrc = new CRC32();
  private final CRC32 contentCrc = new CRC32();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private boolean inMember;

  /**
   * Creates the stream and reads the first header.
   *
   * @throws ZipException if it is not the header of a gzip member
   * @throws EOFException if the file ends within it
   */
  public GzipMembers(InputStream in) throws IOException {
    this.in = in;
    openMember(nextByte());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (length > 0 && (inMember || findMember())) {
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        contentCrc.update(bytes, offset, count);
        return count;
      }
      if (inflater.finished()) {
        closeMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("the gzip data need a preset dictionary, which is not supported");
      } else {
        feed();
      }
    }
    return length == 0 ? 0 : -1;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  private int inflate(byte[] bytes, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(bytes, offset, length);
    } catch (DataFormatException e) {
      ZipException fault = new ZipException(e.getMessage());
      fault.initCause(e);
      throw fault;
    }
  }

  private void feed() throws IOException {
    if (!fill()) {
      throw new EOFException("the file ends in the middle of the compressed data");
    }
    inflater.setInput(buffer, position, limit - position);
    position = limit;
  }

  private void closeMember() throws IOException {
    inMember = false;
    position = limit - inflater.getRemaining();
    if (nextNumber(4) != contentCrc.getValue()) {
      throw new ZipException(
          "the gzip data are damaged: the checksum (CRC-32) of the content is wrong");
    }
    if (nextNumber(4) != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new ZipException("the gzip data are damaged: the length of the content is wrong");
    }
  }

  /** Skips zeros, opens the member behind them and returns true; returns false at the end. */
  private boolean findMember() throws IOException {
    while (position < limit || fill()) {
      int value = nextByte();
      if (value != 0) {
        openMember(value);
        return true;
      }
    }
    return false;
  }

  private void openMember(int firstByte) throws IOException {
    headerCrc.reset();
    headerCrc.update(firstByte);
    if (firstByte != 0x1F || nextByte() != 0x8B) {
      throw new ZipException("the gzip data are followed by bytes that are not gzip");
    }
    int method = nextByte();
    int flags = nextByte();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw new ZipException("a gzip header has an unknown compression method or flag");
    }
    skipBytes(6); // time, level, operating system
    if ((flags & EXTRA) != 0) {
      skipBytes(nextNumber(2));
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    long expected = headerCrc.getValue() & 0xFFFF;
    if ((flags & HEADER_CRC) != 0 && nextNumber(2) != expected) {
      throw new ZipException(
          "the gzip data are damaged: the checksum (CRC-16) of a header is wrong");
    }
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
    position = limit;
    contentCrc.reset();
    inMember = true;
  }

  private void skipBytes(long bytes) throws IOException {
    for (long i = 0; i < bytes; i++) {
      nextByte();
    }
  }

  private void skipText() throws IOException {
    int value = nextByte();
    while (value != 0) {
      value = nextByte();
    }
  }

  /** Returns the next bytes as a number, lowest byte first. */
  private long nextNumber(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) nextByte() << (8 * i);
    }
    return number;
  }

  private int nextByte() throws IOException {
    if (position == limit && !fill()) {
      throw new EOFException(
          "the gzip file is truncated: it ends in the middle of a header or checksum");
    }
    int value = Byte.toUnsignedInt(buffer[position++]);
    headerCrc.update(value);
    return value;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }
}
