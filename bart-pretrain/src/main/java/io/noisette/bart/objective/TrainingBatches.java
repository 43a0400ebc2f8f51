package io.noisette.bart.objective;

import io.noisette.bart.model.Example;
import io.noisette.bart.model.ExampleBatch;
import io.noisette.train.BatchSource;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Training examples in the data order of the epoch, packed into micro-batches.
 *
 * <p>A step has as many whole sequences as fit into its budget of tokens, at least one; so does
 * each micro-batch. Budgets count the tokens of the text, so that steps of all objectives see the
 * same text, whatever part of it they predict. The selection depends on seed and cursor alone.
 */
public final class TrainingBatches implements BatchSource<ExampleBatch> {

  private final ExampleReader examples;
  private final int tokensPerStep;
  private final int microBatchTokens;

  /**
   * Creates the batches.
   *
   * @param tokensPerStep maximum number of tokens per optimizer step, special tokens included
   * @param microBatchTokens maximum number of tokens per micro-batch, special tokens included
   */
  public TrainingBatches(ExampleReader examples, int tokensPerStep, int microBatchTokens) {
    this.examples = examples;
    this.tokensPerStep = tokensPerStep;
    this.microBatchTokens = microBatchTokens;
  }

  @Override
  public StepBatch<ExampleBatch> read(Cursor cursor) {
    Packer packer = new Packer();
    Cursor at = cursor;
    ExampleReader.Epoch epoch = examples.openEpoch(at.epoch());
    while (packer.hasRoomFor(epoch.countTokens(at.position()))) {
      packer.add(epoch.read(at.position()));
      at = new Cursor(at.epoch(), at.position() + 1);
      if (at.position() == examples.getSize()) {
        at = new Cursor(at.epoch() + 1, 0);
        epoch = examples.openEpoch(at.epoch());
      }
    }
    packer.finishMicroBatch();
    return new StepBatch<>(
        packer.microBatches, packer.targets, packer.tokens, packer.sequences, cursor, at);
  }

  /** Packs sequences into one micro-batch after the other. */
  private final class Packer {

    private final List<ExampleBatch> microBatches = new ArrayList<>();
    private final List<Example> microBatch = new ArrayList<>();
    private int sequences;
    private long tokens;
    private int microTokens;
    private long targets;

    boolean hasRoomFor(int more) {
      return sequences == 0 || tokens + more <= tokensPerStep;
    }

    void add(KeyedExample sequence) {
      int more = sequence.countTokens();
      if (microTokens > 0 && microTokens + more > microBatchTokens) {
        finishMicroBatch();
      }
      microBatch.add(sequence.example());
      microTokens += more;
      tokens += more;
      targets += sequence.example().countTargets();
      sequences++;
    }

    void finishMicroBatch() {
      microBatches.add(ExampleBatch.pack(microBatch));
      microBatch.clear();
      microTokens = 0;
    }
  }
}
