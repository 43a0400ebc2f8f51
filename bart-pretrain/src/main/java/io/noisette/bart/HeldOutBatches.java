package io.noisette.bart;

import io.noisette.corpus.CorpusSequence;
import io.noisette.corpus.SequenceIndex;
import io.noisette.corpus.SequenceOrder;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Samples of a held-out corpus, corrupted and packed: at each pass the same ones with the same
 * noise. A batch is made when it is asked for, so that memory does not grow with the corpus.
 */
final class HeldOutBatches implements Iterable<HeldOutBatch> {

  private final SequenceIndex samples;
  private final DenoisingSample denoising;
  private final int decoderStart;
  private final long seed;
  private final long mostTokens;
  private final int microBatchTokens;

  /**
   * @param seed of order and noise
   * @param mostTokens target tokens after which no more samples are taken; 0: no limit
   * @param microBatchTokens target tokens with which a batch is full
   */
  HeldOutBatches(
      SequenceIndex samples,
      DenoisingSample denoising,
      int decoderStart,
      long seed,
      long mostTokens,
      int microBatchTokens) {
    this.samples = samples;
    this.denoising = denoising;
    this.decoderStart = decoderStart;
    this.seed = seed;
    this.mostTokens = mostTokens;
    this.microBatchTokens = microBatchTokens;
  }

  @Override
  public Iterator<HeldOutBatch> iterator() {
    return new Pass();
  }

  private final class Pass implements Iterator<HeldOutBatch> {

    private final SequenceOrder order = SequenceOrder.of(samples.getSize(), seed, 0);
    private long position;
    private long tokens;

    @Override
    public boolean hasNext() {
      return position < samples.getSize() && (mostTokens == 0 || tokens < mostTokens);
    }

    @Override
    public HeldOutBatch next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Packer packer = new Packer();
      long before = tokens;
      while (hasNext() && packer.tokens < microBatchTokens) {
        packer.add(samples.read(order.at(position)));
        tokens = before + packer.tokens;
        position++;
      }
      return packer.pack();
    }
  }

  private final class Packer {

    private final List<int[]> sources = new ArrayList<>();
    private final List<int[]> targets = new ArrayList<>();
    private final BitSet hidden = new BitSet();
    private final BitSet copied = new BitSet();
    private int tokens;

    void add(CorpusSequence sample) {
      TokenizedDocument document = denoising.toDocument(sample);
      NoiseKey key =
          new NoiseKey(seed, 0, sample.document(), sample.firstSentence(), sample.firstToken());
      int[] target = denoising.toTarget(document);
      mark(denoising.findSurvivors(document, key), document.getLength());
      sources.add(denoising.toSource(document, key));
      targets.add(target);
      tokens += target.length;
    }

    /** Text begins behind the target's bos. */
    private void mark(@Nullable BitSet survivors, int length) {
      for (int i = 0; survivors != null && i < length; i++) {
        (survivors.get(i) ? copied : hidden).set(tokens + 1 + i);
      }
    }

    HeldOutBatch pack() {
      PackedTokens source = PackedTokens.of(sources);
      PackedTokens target = PackedTokens.of(targets);
      int[] lengths = targets.stream().mapToInt(ids -> ids.length).toArray();
      return new HeldOutBatch(
          Seq2SeqBatch.teacherForced(source, target, decoderStart), lengths, hidden, copied);
    }
  }
}
