package io.noisette.sandwich;

import io.noisette.corpus.SequenceOrder;
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
 * Blocks of a token stream in the data order of the epoch, packed into micro-batches. Blocks ignore
 * line and document boundaries (fairseq's sample break mode {@code none}).
 *
 * <p>A step has as many whole blocks as fit into its budget of tokens, at least one; so does each
 * micro-batch. The selection depends on seed and cursor alone.
 */
final class StreamBatches implements BatchSource<LanguageBatch> {

  private final TokenStream stream;
  private final StreamWindows blocks;
  private final long seed;
  private final int tokensPerStep;
  private final int microBatchTokens;

  StreamBatches(
      TokenStream stream, int blockLength, long seed, int tokensPerStep, int microBatchTokens) {
    this.stream = stream;
    this.blocks = new StreamWindows(stream.getLength(), blockLength, blockLength);
    this.seed = seed;
    this.tokensPerStep = tokensPerStep;
    this.microBatchTokens = microBatchTokens;
  }

  /** Returns the number of blocks. */
  long getSize() {
    return blocks.getCount();
  }

  /** Returns the number of tokens in all blocks. */
  long getTokens() {
    return blocks.getScored();
  }

  @Override
  public StepBatch<LanguageBatch> read(Cursor cursor) {
    List<LanguageBatch> microBatches = new ArrayList<>();
    WindowPacker packer = new WindowPacker(stream);
    Cursor at = cursor;
    SequenceOrder order = SequenceOrder.of(getSize(), seed, at.epoch());
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
        order = SequenceOrder.of(getSize(), seed, at.epoch());
      }
    }
    microBatches.add(packer.build());
    return new StepBatch<>(microBatches, tokens, taken, cursor, at);
  }
}
