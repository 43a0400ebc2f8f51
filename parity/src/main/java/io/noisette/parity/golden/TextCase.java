package io.noisette.parity.golden;

import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.parity.GoldenCase;
import io.noisette.safetensors.Dtype;
import io.noisette.safetensors.SafetensorsTensor;

/** A test case for an encoder or a classifier, packed without padding, with its targets. */
public final class TextCase {

  private final GoldenCase golden;
  private final PaddedRows rows;
  private final SequenceBatch batch;

  private TextCase(GoldenCase golden, PaddedRows rows, SequenceBatch batch) {
    this.golden = golden;
    this.rows = rows;
    this.batch = batch;
  }

  /** Packs the texts of a test case, with token types if it has any. */
  public static TextCase of(GoldenCase golden) {
    PaddedRows rows = PaddedRows.ofMask(golden, "attention_mask");
    PackedTokens types =
        golden.hasInput("token_type_ids") ? rows.pack(golden, "token_type_ids") : null;
    return new TextCase(golden, rows, new SequenceBatch(rows.pack(golden, "input_ids"), types));
  }

  /** Returns the packed batch. */
  public SequenceBatch getBatch() {
    return batch;
  }

  /** Returns the row lengths of the padded batch, to convert results back to its shape. */
  public PaddedRows getRows() {
    return rows;
  }

  /** Returns one target per text: the index of its label, or the score in a regression task. */
  public float[] getTargets() {
    SafetensorsTensor labels = golden.getInput("labels", rows.getCount());
    if (labels.getDtype() != Dtype.I64) {
      return labels.toFloats();
    }
    long[] numbers = labels.toLongs();
    float[] targets = new float[numbers.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = numbers[i];
    }
    return targets;
  }
}
