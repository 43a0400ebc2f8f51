package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.corpus.Sample;
import io.noisette.corpus.SampleIndex;
import io.noisette.corpus.SampleOrder;
import io.noisette.model.BartModel;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.train.Validator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Teacher-forced losses on held-out text, always the same samples with the same noise.
 *
 * <p>Tokens that the noise has hidden are told apart from those the model can copy: a small model
 * lives or dies by whether it learns to copy, and what it knows of language shows in the hidden.
 */
final class DenoisingValidator implements Validator {

  /** Of order and noise, whatever the run's own seed: runs with other seeds can be compared. */
  private static final long SEED = 0;

  private final NDManager manager;
  private final BartModel model;
  private final UnigramModel unigram;
  private final List<Batch> batches = new ArrayList<>();
  private double hiddenUnigramNats;
  private long hiddenTokens;

  /** A packed batch, and which of its target tokens are hidden, or copied, or neither. */
  private record Batch(Seq2SeqBatch tokens, BitSet hidden, BitSet copied) {}

  /**
   * @param unigram of the text that is trained on: what a model without context would lose
   * @param mostTokens target tokens after which no more samples are taken; 0: no limit
   */
  DenoisingValidator(
      NDManager manager,
      BartModel model,
      SampleIndex samples,
      DenoisingSample denoising,
      Noise noise,
      UnigramModel unigram,
      long mostTokens,
      int microBatchTokens) {
    this.manager = manager;
    this.model = model;
    this.unigram = unigram;
    SampleOrder order = SampleOrder.of(samples.getSize(), SEED, 0);
    Packer packer = new Packer(denoising, noise);
    for (long i = 0; i < samples.getSize(); i++) {
      packer.add(samples.read(order.at(i)));
      if (packer.microTokens >= microBatchTokens) {
        packer.finish();
      }
      if (mostTokens > 0 && packer.tokens >= mostTokens) {
        break;
      }
    }
    packer.finish();
  }

  @Override
  public Map<String, Double> validate() {
    DenoisingFigures figures = new DenoisingFigures();
    for (Batch batch : batches) {
      try (NDManager scope = manager.newSubManager()) {
        List<float[]> losses = model.evaluate(scope, batch.tokens());
        figures.add(losses.get(0), losses.get(1), batch.hidden(), batch.copied());
      }
    }
    Map<String, Double> all = figures.toMap();
    if (hiddenTokens > 0) {
      all.put("validation_hidden_unigram_loss", hiddenUnigramNats / hiddenTokens);
    }
    return all;
  }

  /** Fills one batch after the other. */
  private final class Packer {

    private final DenoisingSample denoising;
    private final Noise noise;
    private final List<int[]> sources = new ArrayList<>();
    private final List<int[]> targets = new ArrayList<>();
    private BitSet hidden = new BitSet();
    private BitSet copied = new BitSet();
    private int microTokens;
    private long tokens;

    Packer(DenoisingSample denoising, Noise noise) {
      this.denoising = denoising;
      this.noise = noise;
    }

    void add(Sample sample) {
      TokenizedDocument document = denoising.toDocument(sample);
      NoiseKey key =
          new NoiseKey(SEED, 0, sample.document(), sample.firstSentence(), sample.firstToken());
      sources.add(denoising.toSource(document, key));
      int[] target = denoising.toTarget(document);
      targets.add(target);
      mark(noise.findSurvivors(document, key), document.toIds());
      microTokens += target.length;
      tokens += target.length;
    }

    /** Text begins behind the target's bos; bos and eos count as neither. */
    private void mark(@Nullable BitSet survivors, int[] ids) {
      for (int i = 0; survivors != null && i < ids.length; i++) {
        if (survivors.get(i)) {
          copied.set(microTokens + 1 + i);
        } else {
          hidden.set(microTokens + 1 + i);
          hiddenTokens++;
          hiddenUnigramNats += unigram.nats(ids[i]);
        }
      }
    }

    void finish() {
      if (targets.isEmpty()) {
        return;
      }
      Seq2SeqBatch batch =
          Seq2SeqBatch.teacherForced(
              PackedTokens.of(sources),
              PackedTokens.of(targets),
              model.getConfig().special().decoderStart());
      batches.add(new Batch(batch, hidden, copied));
      sources.clear();
      targets.clear();
      hidden = new BitSet();
      copied = new BitSet();
      microTokens = 0;
    }
  }
}
