package io.noisette.bart;

import io.noisette.corpus.CorpusSequence;
import io.noisette.corpus.SequenceIndex;
import io.noisette.corpus.SequenceOrder;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.train.BatchSource;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of a corpus in the order of the epoch, corrupted and packed.
 *
 * <p>A step takes as many whole samples as fit into its budget of target tokens, at least one; so
 * do its micro-batches. Which they are depends on seed and cursor alone.
 */
final class DenoisingBatches implements BatchSource<Seq2SeqBatch> {

  private final SequenceIndex samples;
  private final DenoisingSample denoising;
  private final int decoderStart;
  private final long seed;
  private final int tokensPerStep;
  private final int microBatchTokens;

  DenoisingBatches(
      SequenceIndex samples,
      DenoisingSample denoising,
      int decoderStart,
      long seed,
      int tokensPerStep,
      int microBatchTokens) {
    this.samples = samples;
    this.denoising = denoising;
    this.decoderStart = decoderStart;
    this.seed = seed;
    this.tokensPerStep = tokensPerStep;
    this.microBatchTokens = microBatchTokens;
  }

  @Override
  public StepBatch<Seq2SeqBatch> read(Cursor cursor) {
    Packer packer = new Packer();
    Cursor at = cursor;
    SequenceOrder order = SequenceOrder.of(samples.getSize(), seed, at.epoch());
    int taken = 0;
    while (true) {
      long sample = order.at(at.position());
      if (taken > 0 && packer.tokens + samples.getTokenCount(sample) + 2 > tokensPerStep) {
        break;
      }
      packer.add(samples.read(sample), at.epoch());
      taken++;
      at = new Cursor(at.epoch(), at.position() + 1);
      if (at.position() == samples.getSize()) {
        at = new Cursor(at.epoch() + 1, 0);
        order = SequenceOrder.of(samples.getSize(), seed, at.epoch());
      }
    }
    packer.finishMicroBatch();
    return new StepBatch<>(packer.microBatches, packer.tokens, taken, cursor, at);
  }

  /** Fills one micro-batch after the other. */
  private final class Packer {

    private final List<Seq2SeqBatch> microBatches = new ArrayList<>();
    private final List<int[]> sources = new ArrayList<>();
    private final List<int[]> targets = new ArrayList<>();
    private long tokens;
    private int microTokens;

    void add(CorpusSequence sample, long epoch) {
      TokenizedDocument document = denoising.toDocument(sample);
      int[] target = denoising.toTarget(document);
      if (microTokens > 0 && microTokens + target.length > microBatchTokens) {
        finishMicroBatch();
      }
      NoiseKey key =
          new NoiseKey(seed, epoch, sample.document(), sample.firstSentence(), sample.firstToken());
      sources.add(denoising.toSource(document, key));
      targets.add(target);
      microTokens += target.length;
      tokens += target.length;
    }

    void finishMicroBatch() {
      PackedTokens source = PackedTokens.of(sources);
      PackedTokens target = PackedTokens.of(targets);
      microBatches.add(Seq2SeqBatch.teacherForced(source, target, decoderStart));
      sources.clear();
      targets.clear();
      microTokens = 0;
    }
  }
}
