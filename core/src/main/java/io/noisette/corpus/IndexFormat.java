package io.noisette.corpus;

/**
 * Layout of a Megatron index file, all numbers little-endian: magic, version (long), type of the
 * token ids (byte), number of sequences (long), number of document offsets (long); then the length
 * of each sequence (int), its position in the data file in bytes (long), and the number of the
 * first sequence of each document, followed by the number of all sequences (long).
 */
final class IndexFormat {

  static final byte[] MAGIC = {'M', 'M', 'I', 'D', 'I', 'D', 'X', 0, 0};
  static final long VERSION = 1;
  static final byte TYPE_INT = 4;
  static final byte TYPE_UNSIGNED_SHORT = 8;

  static final int TYPE_POSITION = MAGIC.length + Long.BYTES;
  static final int SEQUENCES_POSITION = TYPE_POSITION + 1;
  static final int DOCUMENTS_POSITION = SEQUENCES_POSITION + Long.BYTES;
  static final int HEADER_BYTES = DOCUMENTS_POSITION + Long.BYTES;

  private IndexFormat() {}

  /** Returns the code of the narrowest integer type that holds all ids of a vocabulary. */
  static byte getType(int vocabularySize) {
    return vocabularySize <= 1 << Short.SIZE ? TYPE_UNSIGNED_SHORT : TYPE_INT;
  }

  static int getBytes(byte type) {
    return type == TYPE_UNSIGNED_SHORT ? Short.BYTES : Integer.BYTES;
  }
}
