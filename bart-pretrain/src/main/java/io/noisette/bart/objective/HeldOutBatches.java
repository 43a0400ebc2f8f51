package io.noisette.bart.objective;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Examples of a held-out corpus, packed: the same ones in each pass. A batch is made when it is
 * asked for, so that memory does not grow with the corpus.
 */
public final class HeldOutBatches implements Iterable<HeldOutBatch> {

  private final ExampleReader examples;
  private final long maxTokens;
  private final int microBatchTokens;

  /**
   * @param maxTokens number of tokens after which no more sequences are taken; 0: no limit
   * @param microBatchTokens number of tokens with which a batch is full
   */
  public HeldOutBatches(ExampleReader examples, long maxTokens, int microBatchTokens) {
    this.examples = examples;
    this.maxTokens = maxTokens;
    this.microBatchTokens = microBatchTokens;
  }

  /**
   * Figures for a pass, still without any sequence.
   *
   * @param unigram of the text that was trained on, if it is known
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
      return new HeldOutBatch(sequences);
    }
  }
}
