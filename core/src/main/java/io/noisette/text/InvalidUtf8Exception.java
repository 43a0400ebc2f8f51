package io.noisette.text;

import java.nio.charset.CharacterCodingException;

/** Tells where a file is not UTF-8, in a message without the name of the file. */
public final class InvalidUtf8Exception extends CharacterCodingException {

  private static final long serialVersionUID = 1L;

  private final String message;

  private InvalidUtf8Exception(String message) {
    this.message = message;
  }

  /** Returns the exception for the byte at an offset of a file. */
  static InvalidUtf8Exception at(int offset, byte[] file, CharacterCodingException cause) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      if (file[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    var fault =
        new InvalidUtf8Exception(
            "invalid UTF-8 at byte " + (offset - start + 1) + " of line " + line);
    fault.initCause(cause);
    return fault;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
