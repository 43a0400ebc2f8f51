package io.noisette.sandwich;

import io.noisette.corpus.SampleOrder;
import io.noisette.corpus.StreamWindow;
import io.noisette.corpus.StreamWindows;
import io.noisette.corpus.TokenStream;
import io.noisette.model.sandwich.LanguageBatch;
import io.noisette.model.sandwich.WindowPacker;
import io.noisette.train.BatchSource;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of a stream, which do not heed lines or documents (fairseq's sample break mode none), in
 * the order of the epoch, packed.
 *
 * <p>A step takes as many whole blocks as fit into its budget of tokens, at least one; so do its
 * micro-batches. Which they are depends on seed and cursor alone.
 */
final class StreamBlocks implements BatchSource<LanguageBatch> {

  private final TokenStream stream;
  private final StreamWindows blocks;
  private final long seed;
  private final int tokensPerStep;
  private final int microBatchTokens;

  StreamBlocks(
      TokenStream stream, int blockLength, long seed, int tokensPerStep, int microBatchTokens) {
    this.stream = stream;
    this.blocks = new StreamWindows(stream.getLength(), blockLength, blockLength);
    this.seed = seed;
    this.tokensPerStep = tokensPerStep;
    this.microBatchTokens = microBatchTokens;
  }

  /** Number of blocks. */
  long getSize() {
    return blocks.getCount();
  }

  /** Tokens of them all. */
  long getTokens() {
    return blocks.getScored();
  }

  @Override
  public StepBatch<LanguageBatch> read(Cursor cursor) {
    List<LanguageBatch> microBatches = new ArrayList<>();
    WindowPacker packer = new WindowPacker(stream);
    Cursor at = cursor;
    SampleOrder order = SampleOrder.of(getSize(), seed, at.epoch());
    long tokens = 0;
    int taken = 0;
    while (true) {
      StreamWindow block = blocks.get(order.at(at.position()));
      if (taken > 0 && tokens + block.length() > tokensPerStep) {
        break;
      }
      if (packer.getTokens() > 0 && packer.getTokens() + block.length() > microBatchTokens) {
        microBatches.add(packer.build());
      }
      packer.add(block);
      tokens += block.length();
      taken++;
      at = new Cursor(at.epoch(), at.position() + 1);
      if (at.position() == getSize()) {
        at = new Cursor(at.epoch() + 1, 0);
        order = SampleOrder.of(getSize(), seed, at.epoch());
      }
    }
    microBatches.add(packer.build());
    return new StepBatch<>(microBatches, tokens, taken, cursor, at);
  }
}
