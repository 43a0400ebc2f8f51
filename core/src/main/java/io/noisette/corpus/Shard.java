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
    if (getRecordedFirstSentence(0) != 0 || getRecordedFirstSentence(documents) != sentences) {
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
    long first = getRecordedFirstSentence(document);
    long before = document == 0 ? 0 : getRecordedFirstSentence(document - 1);
    if (first < before || first > sentences) {
      throw corrupt(
          String.format(
              Locale.ROOT,
              "document %,d begins at sentence %,d, after %,d, of %,d sentences",
              document,
              first,
              before,
              sentences));
    }
    return first;
  }

  /** Returns what the index says, unchecked. */
  long getRecordedFirstSentence(long document) {
    return index.getLong(offsets + Long.BYTES * document);
  }

  /** Returns what the index says, unchecked. */
  int getRecordedTokenCount(long sentence) {
    return index.getInt(IndexFormat.HEADER_BYTES + Integer.BYTES * sentence);
  }

  /** Returns the number of tokens of a sentence; its data lie between those of its neighbours. */
  int getTokenCount(long sentence) {
    int count = getRecordedTokenCount(sentence);
    long pointer = getPointer(sentence);
    long end = sentence + 1 < sentences ? getPointer(sentence + 1) : data.getSize();
    if (count < 0
        || pointer < 0
        || end > data.getSize()
        || end - pointer != (long) count * getBytesPerToken()) {
      throw corrupt(
          String.format(
              Locale.ROOT,
              "sentence %,d has %,d tokens from byte %,d to %,d, which does not match %,d bytes of"
                  + " data",
              sentence,
              count,
              pointer,
              end,
              data.getSize()));
    }
    return count;
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
