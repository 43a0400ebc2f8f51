package io.noisette.command;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 for a terminal, which obeys control characters: those that come from data, other than line
 * breaks and tabs, are replaced by U+FFFD.
 */
final class PrintableStream extends FilterOutputStream {

  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);
  private static final int DELETE = 0x7F;

  /** First byte of U+0080 to U+00BF, of which the first half are control characters. */
  private static final int LATIN = 0xC2;

  private static final int FIRST_PRINTABLE_LATIN = 0xA0;

  private boolean latinBegun;

  PrintableStream(OutputStream terminal) {
    super(terminal);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /** Writes all that is printable at once, so that a text is not torn apart. */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteArrayOutputStream printable = new ByteArrayOutputStream(length);
    for (int i = offset; i < offset + length; i++) {
      append(bytes[i] & 0xFF, printable);
    }
    printable.writeTo(out);
  }

  private void append(int unsigned, ByteArrayOutputStream printable) {
    boolean isSecond = latinBegun;
    latinBegun = !isSecond && unsigned == LATIN;
    if (latinBegun) {
      return; // the next byte tells
    }
    boolean isControl =
        isSecond
            ? unsigned < FIRST_PRINTABLE_LATIN
            : unsigned == DELETE || (unsigned < ' ' && unsigned != '\n' && unsigned != '\t');
    if (isControl) {
      printable.writeBytes(REPLACEMENT);
    } else {
      if (isSecond) {
        printable.write(LATIN);
      }
      printable.write(unsigned);
    }
  }
}
