package io.noisette.parity.golden;

import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.BartConfig;
import io.noisette.parity.GoldenCase;

/** A test case for an encoder-decoder, packed without padding. */
public final class Seq2SeqCase {

  private static final long IGNORED = -100;
  private static final String POSITIONS = "decoder_positions";

  private final Seq2SeqBatch batch;
  private final PaddedRows sources;
  private final PaddedRows targets;

  private Seq2SeqCase(Seq2SeqBatch batch, PaddedRows sources, PaddedRows targets) {
    this.batch = batch;
    this.sources = sources;
    this.targets = targets;
  }

  /**
   * Packs the inputs of a test case, leaving out padding and positions that attention masks
   * exclude.
   */
  public static Seq2SeqCase of(GoldenCase golden, BartConfig config) {
    int pad = config.special().pad();
    int sourcePad = config.sourceEncoder() == null ? pad : config.sourceEncoder().pad();
    PaddedRows sources =
        golden.hasInput("attention_mask")
            ? PaddedRows.ofMask(golden, "attention_mask")
            : PaddedRows.ofContent(golden, "input_ids", sourcePad);
    PaddedRows targets =
        golden.hasInput("decoder_attention_mask")
            ? PaddedRows.ofMask(golden, "decoder_attention_mask")
            : PaddedRows.ofContent(golden, "decoder_input_ids", pad)
                .union(PaddedRows.ofContent(golden, "labels", IGNORED));
    Seq2SeqBatch batch =
        new Seq2SeqBatch(
            sources.pack(golden, "input_ids"),
            golden.hasInput(POSITIONS)
                ? targets.pack(golden, "decoder_input_ids", POSITIONS)
                : targets.pack(golden, "decoder_input_ids"),
            targets.pack(golden, "labels"));
    return new Seq2SeqCase(batch, sources, targets);
  }

  /** Returns the packed batch. */
  public Seq2SeqBatch getBatch() {
    return batch;
  }

  /** Returns the padded layout of the encoder's tokens. */
  PaddedRows getSources() {
    return sources;
  }

  /** Returns the padded layout of the decoder's tokens. */
  PaddedRows getTargets() {
    return targets;
  }

  /** Returns the number of labels that are not ignored. */
  public long countTargets() {
    long count = 0;
    for (int i = 0; i < batch.labels().getSize(); i++) {
      count += batch.labels().getId(i) == IGNORED ? 0 : 1;
    }
    return count;
  }
}
