package io.noisette.parity.golden;

import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.SpecialTokens;
import io.noisette.parity.GoldenCase;

/** The inputs of a golden case for an encoder-decoder, without pads. */
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

  /** Drops what the masks hide, or without masks what is pad, and decoder inputs without label. */
  public static Seq2SeqCase of(GoldenCase golden, SpecialTokens special) {
    PaddedRows sources =
        golden.hasInput("attention_mask")
            ? PaddedRows.ofMask(golden, "attention_mask")
            : PaddedRows.ofContent(golden, "input_ids", special.pad());
    PaddedRows targets =
        golden.hasInput("decoder_attention_mask")
            ? PaddedRows.ofMask(golden, "decoder_attention_mask")
            : PaddedRows.ofContent(golden, "decoder_input_ids", special.pad())
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

  public Seq2SeqBatch getBatch() {
    return batch;
  }

  /** Where the encoder's tokens stood. */
  PaddedRows getSources() {
    return sources;
  }

  /** Where the decoder's tokens stood. */
  PaddedRows getTargets() {
    return targets;
  }

  /** Labels that are not ignored. */
  public long countTargets() {
    long count = 0;
    for (int i = 0; i < batch.labels().getSize(); i++) {
      count += batch.labels().getId(i) == IGNORED ? 0 : 1;
    }
    return count;
  }
}
