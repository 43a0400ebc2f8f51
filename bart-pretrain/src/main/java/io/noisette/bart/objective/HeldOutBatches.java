package io.noisette.bart.objective;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Packed micro-batches of a held-out corpus, the same ones each time they are iterated over. A
 * batch is built when it is requested, so that memory does not grow with the corpus.
 */
public final class HeldOutBatches implements Iterable<HeldOutBatch> {

  private final ExampleReader examples;
  private final long maxTokens;
  private final int microBatchTokens;

  /**
   * Creates the batches.
   *
   * @param maxTokens number of tokens after which no more sequences are read; 0: no limit
   * @param microBatchTokens number of tokens from which a batch is full
   */
  public HeldOutBatches(ExampleReader examples, long maxTokens, int microBatchTokens) {
    this.examples = examples;
    this.maxTokens = maxTokens;
    this.microBatchTokens = microBatchTokens;
  }

  /**
   * Returns empty metrics, to be filled in one iteration over the batches.
   *
   * @param unigram token frequencies of the training text, or null if they are unknown
   */
  public HeldOutFigures newFigures(@Nullable UnigramModel unigram) {
    return examples.newFigures(unigram);
  }

  @Override
  public Iterator<HeldOutBatch> iterator() {
    return new Pass();
  }

  private final class Pass implements Iterator<HeldOutBatch> {

    private final ExampleReader.Epoch epoch = examples.openEpoch(0);
    private long position;
    private long tokens;

    @Override
    public boolean hasNext() {
      return position < examples.getSize() && (maxTokens == 0 || tokens < maxTokens);
    }

    @Override
    public HeldOutBatch next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      List<KeyedExample> sequences = new ArrayList<>();
      long before = tokens;
      while (hasNext() && tokens - before < microBatchTokens) {
        KeyedExample sequence = epoch.read(position);
        sequences.add(sequence);
        tokens += sequence.countTokens();
        position++;
      }
      return new HeldOutBatch(sequences, shareDone());
    }

    private double shareDone() {
      double ofTokens = maxTokens == 0 ? 0 : (double) tokens / maxTokens;
      return Math.min(1, Math.max(ofTokens, (double) position / examples.getSize()));
    }
  }
}
