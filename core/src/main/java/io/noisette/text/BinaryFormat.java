package io.noisette.text;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Formats in which text is often stored, recognized by the first bytes of a file. Only gzip is
 * read.
 */
enum BinaryFormat {
  GZIP("1f8b", ""),
  ZSTANDARD("28b52ffd", " is compressed by Zstandard; decompress it with zstd -d"),
  XZ("fd377a585a00", " is compressed by xz; decompress it with xz -d"),
  BZIP2("425a683[1-9]314159265359", " is compressed by bzip2; decompress it with bzip2 -d"),
  ZIP("504b0304", " is a ZIP archive or an office document; give the text files in it"),
  PDF("255044462d", " is a PDF document; convert it to plain text"),
  PARQUET("5041523115", BinaryFormat.TABLE),
  ARROW("4152524f57310000", BinaryFormat.TABLE),
  ARROW_STREAM("ffffffff", BinaryFormat.TABLE);

  /** Number of bytes that must be pushed back at most. */
  static final int LONGEST_SIGNATURE = 10;

  private static final String TABLE =
      " is a Parquet or Arrow file; write the texts to JSON Lines, as to_json of Hugging Face's"
          + " datasets does";

  private final Pattern signature;
  private final String refusal;

  /**
   * Creates a format.
   *
   * @param signature first bytes of a file, a pattern of their hexadecimal digits
   */
  BinaryFormat(String signature, String refusal) {
    this.signature = Pattern.compile(signature);
    this.refusal = refusal;
  }

  /**
   * Returns the format of a stream, or null for none of these. No byte is read that is not needed,
   * since whoever types the text may be waiting for an answer; all are pushed back.
   */
  static @Nullable BinaryFormat detect(PushbackInputStream in) throws IOException {
    byte[] head = new byte[LONGEST_SIGNATURE];
    int length = 0;
    BinaryFormat found = null;
    boolean mayFollow = true;
    while (found == null && mayFollow && length < head.length) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head[length++] = (byte) next;
      mayFollow = false;
      for (BinaryFormat format : values()) {
        Matcher matcher = format.signature.matcher(HexFormat.of().formatHex(head, 0, length));
        found = matcher.matches() ? format : found;
        mayFollow |= matcher.hitEnd();
      }
    }
    in.unread(head, 0, length);
    return found;
  }

  /** Returns how a file of this format is refused, which follows its name. */
  String getRefusal() {
    return refusal;
  }
}
