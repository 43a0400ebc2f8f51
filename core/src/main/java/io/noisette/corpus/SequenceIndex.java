package io.noisette.corpus;

import io.noisette.failure.UsageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/**
 * Division of a corpus into training sequences, each with as many whole sentences of one document
 * as fit, in the order of the corpus. Thread-safe.
 *
 * <p>A sentence longer than a sequence is cut into pieces of maximum length, and its last piece
 * begins the next sequence. The index of a large corpus is a memory-mapped temporary file, so heap
 * use does not grow with the corpus.
 */
public final class SequenceIndex implements AutoCloseable {

  private static final int SPECIALS = 2; // bos and eos, which are added when batches are made

  /** Size up to which an index is kept in memory: 700,000 sequences. */
  private static final int IN_MEMORY = 1 << 24;

  private static final int ENTRY_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

  private final Corpus corpus;
  private final MappedFile entries;
  private final SpillBuffer buffer;

  private SequenceIndex(Corpus corpus, MappedFile entries, SpillBuffer buffer) {
    this.corpus = corpus;
    this.entries = entries;
    this.buffer = buffer;
  }

  /**
   * Divides a corpus into sequences of at most {@code sequenceLength} tokens.
   *
   * @param sequenceLength maximum number of tokens per sequence, including the two special tokens
   *     that batches add
   */
  public static SequenceIndex build(Corpus corpus, int sequenceLength) throws IOException {
    if (sequenceLength <= SPECIALS) {
      throw new UsageException("sequence-length must be at least 3, not " + sequenceLength);
    }
    SpillBuffer buffer = new SpillBuffer(IN_MEMORY);
    try (OutputStream out = new BufferedOutputStream(buffer, 1 << 16)) {
      new Packer(corpus, sequenceLength - SPECIALS, out).packAll();
      out.flush();
      return new SequenceIndex(corpus, buffer.toFile(), buffer);
    } catch (IOException | RuntimeException e) {
      buffer.release();
      throw e;
    }
  }

  /** Returns the number of sequences. */
  public long getSize() {
    return entries.getSize() / ENTRY_BYTES;
  }

  /** Returns the number of tokens of a sequence, without special tokens. */
  public int getTokenCount(long sequence) {
    return entries.getInt(position(sequence) + 2 * Long.BYTES + Integer.BYTES);
  }

  /** Reads the token ids and sentence starts of a sequence. */
  public CorpusSequence read(long sequence) {
    long position = position(sequence);
    long document = entries.getLong(position);
    long firstSentence = entries.getLong(position + Long.BYTES);
    int firstToken = entries.getInt(position + 2 * Long.BYTES);
    int[] ids = new int[getTokenCount(sequence)];
    int[] starts = new int[ids.length];
    int sentences = 0;
    int filled = 0;
    int from = firstToken;
    for (long sentence = firstSentence; filled < ids.length; sentence++) {
      int count = Math.min(corpus.getTokenCount(sentence) - from, ids.length - filled);
      if (count > 0) {
        corpus.read(sentence, from, count, ids, filled);
        starts[sentences++] = filled;
        filled += count;
      }
      from = 0;
    }
    return new CorpusSequence(
        document, firstSentence, firstToken, ids, Arrays.copyOf(starts, sentences));
  }

  @Override
  public void close() throws IOException {
    buffer.release();
  }

  private long position(long sequence) {
    if (sequence < 0 || sequence >= getSize()) {
      throw new IndexOutOfBoundsException(
          String.format(
              Locale.ROOT,
              "the index of a sequence must be in [0, %,d), not %,d",
              getSize(),
              sequence));
    }
    return sequence * ENTRY_BYTES;
  }

  /** Greedy packing of sentences into sequences, one document at a time. */
  private static final class Packer {

    private final Corpus corpus;
    private final int capacity;
    private final OutputStream out;
    private final ByteBuffer entry =
        ByteBuffer.allocate(ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long document;
    private long firstSentence;
    private int firstToken;
    private int tokens;

    Packer(Corpus corpus, int capacity, OutputStream out) {
      this.corpus = corpus;
      this.capacity = capacity;
      this.out = out;
    }

    void packAll() throws IOException {
      long sentence = 0;
      for (document = 0; document < corpus.getDocumentCount(); document++) {
        long end = corpus.getFirstSentence(document + 1);
        for (; sentence < end; sentence++) {
          add(sentence, corpus.getTokenCount(sentence));
        }
        emit();
      }
    }

    private void add(long sentence, int count) throws IOException {
      if ((long) tokens + count > capacity) {
        emit();
      }
      int done = 0;
      for (; count - done > capacity; done += capacity) {
        begin(sentence, done);
        tokens = capacity;
        emit();
      }
      if (tokens == 0) {
        begin(sentence, done);
      }
      tokens += count - done;
    }

    private void begin(long sentence, int token) {
      firstSentence = sentence;
      firstToken = token;
    }

    private void emit() throws IOException {
      if (tokens > 0) {
        entry.putLong(0, document).putLong(Long.BYTES, firstSentence);
        entry.putInt(2 * Long.BYTES, firstToken).putInt(2 * Long.BYTES + Integer.BYTES, tokens);
        out.write(entry.array());
        tokens = 0;
      }
    }
  }
}
