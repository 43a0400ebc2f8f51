package io.noisette.tokenizer.bpe;

/**
 * GPT-2's spelling of bytes as printable characters, used in byte-level vocabularies: printable
 * Latin-1 bytes are spelled as themselves, all others as U+0100 and up, in order.
 */
public final class ByteLevel {

  static final int ALPHABET_SIZE = 256;

  private static final int FIRST_OTHER = 0x100;

  /** The characters in ascending order, which is the order of their ids in a trained vocabulary. */
  private static final char[] ALPHABET = new char[ALPHABET_SIZE];

  /** Position in the alphabet of each byte. */
  private static final int[] RANKS = new int[ALPHABET_SIZE];

  static {
    int printable = 0;
    for (int value = 0; value < ALPHABET_SIZE; value++) {
      printable += isPrintable(value) ? 1 : 0;
    }
    int rank = 0;
    int other = 0;
    for (int value = 0; value < ALPHABET_SIZE; value++) {
      if (isPrintable(value)) {
        ALPHABET[rank] = (char) value;
        RANKS[value] = rank++;
      } else {
        ALPHABET[printable + other] = (char) (FIRST_OTHER + other);
        RANKS[value] = printable + other++;
      }
    }
  }

  private ByteLevel() {}

  /** Returns the character at a position of the alphabet. */
  static char getCharacter(int rank) {
    return ALPHABET[rank];
  }

  /** Returns the token that spells a byte. */
  public static String spell(byte value) {
    return String.valueOf(getCharacter(getRank(value)));
  }

  /** Returns the position in the alphabet of the character that spells a byte. */
  static int getRank(byte value) {
    return RANKS[Byte.toUnsignedInt(value)];
  }

  private static boolean isPrintable(int value) {
    return (value >= '!' && value <= '~')
        || (value >= '\u00A1' && value <= '\u00AC')
        || (value >= '\u00AE' && value <= '\u00FF');
  }
}
