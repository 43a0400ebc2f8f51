package io.noisette.corpus;

import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One Megatron indexed data set, a {@code .bin} and an {@code .idx} file; see {@link IndexFormat}.
 *
 * <p>File sizes are checked on opening, and every number of the index before it is used.
 */
final class Shard {

  private final MappedFile index;
  private final MappedFile data;
  private final byte type;
  private final long sentences;
  private final long documents;
  private final long pointers; // byte position in the index file of the first sentence pointer
  private final long offsets;

  private Shard(MappedFile index, MappedFile data) {
    this.index = index;
    this.data = data;
    checkMagic();
    type = index.getByte(IndexFormat.TYPE_POSITION);
    if (type != IndexFormat.TYPE_INT && type != IndexFormat.TYPE_UNSIGNED_SHORT) {
      throw corrupt(
          "unknown type of token ids " + type + "; known types are 4 (int32) and 8 (uint16)");
    }
    sentences = index.getLong(IndexFormat.SEQUENCES_POSITION);
    long offsetCount = index.getLong(IndexFormat.DOCUMENTS_POSITION);
    checkSize(sentences, offsetCount);
    documents = offsetCount - 1;
    pointers = IndexFormat.HEADER_BYTES + Integer.BYTES * sentences;
    offsets = pointers + Long.BYTES * sentences;
    if (getFirstSentence(0) != 0 || getFirstSentence(documents) != sentences) {
      throw corrupt("the documents in the index do not contain each sentence exactly once");
    }
  }

  static Shard open(Path directory, String name) throws IOException {
    return new Shard(
        MappedFile.open(directory.resolve(name + ".idx")),
        MappedFile.open(directory.resolve(name + ".bin")));
  }

  long getDocuments() {
    return documents;
  }

  long getSentences() {
    return sentences;
  }

  /**
   * Returns the first sentence of a document; for the number of documents as argument, the number
   * of sentences.
   */
  long getFirstSentence(long document) {
    return index.getLong(offsets + Long.BYTES * document);
  }

  int getTokenCount(long sentence) {
    return index.getInt(IndexFormat.HEADER_BYTES + Integer.BYTES * sentence);
  }

  /** Returns the position of a sentence in the data file, in bytes. */
  long getPointer(long sentence) {
    return index.getLong(pointers + Long.BYTES * sentence);
  }

  int getBytesPerToken() {
    return IndexFormat.getBytes(type);
  }

  long getDataBytes() {
    return data.getSize();
  }

  void read(long sentence, int from, int count, int[] target, int targetOffset) {
    if (from < 0 || count < 0 || (long) from + count > getTokenCount(sentence)) {
      throw corrupt(
          String.format(
              Locale.ROOT,
              "sentence %,d does not have tokens %d to %d",
              sentence,
              from,
              from + count));
    }
    long position = getPointer(sentence) + (long) getBytesPerToken() * from;
    for (int i = 0; i < count; i++) {
      target[targetOffset + i] =
          type == IndexFormat.TYPE_INT
              ? data.getInt(position + (long) Integer.BYTES * i)
              : data.getUnsignedShort(position + (long) Short.BYTES * i);
    }
  }

  CorruptDataException corrupt(String what) {
    return new CorruptDataException(index.getPath() + ": " + what);
  }

  private void checkMagic() {
    for (int i = 0; i < IndexFormat.MAGIC.length; i++) {
      if (index.getByte(i) != IndexFormat.MAGIC[i]) {
        throw corrupt("not a Megatron index: it does not begin with MMIDIDX");
      }
    }
    long version = index.getLong(IndexFormat.MAGIC.length);
    if (version != IndexFormat.VERSION) {
      throw corrupt(
          "version " + version + " of the index format is not supported; only version 1 is");
    }
  }

  private void checkSize(long sentenceCount, long offsetCount) {
    long limit = index.getSize() / Integer.BYTES; // keeps the sum below from overflowing
    boolean possible =
        sentenceCount >= 0 && sentenceCount <= limit && offsetCount >= 1 && offsetCount <= limit;
    long expected =
        IndexFormat.HEADER_BYTES
            + (Integer.BYTES + Long.BYTES) * sentenceCount
            + Long.BYTES * offsetCount;
    if (!possible || expected != index.getSize()) {
      throw corrupt(
          String.format(
              Locale.ROOT,
              "the index has %,d bytes, which does not match %,d sentences and %,d document"
                  + " offsets",
              index.getSize(),
              sentenceCount,
              offsetCount));
    }
  }
}
