package io.noisette.parity.golden;

import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.io.IOException;
import java.util.Map;

/**
 * Parity check of fine-tuning on pairs of texts: single batches, and short runs. Kind {@code
 * seq2seq-training} has label smoothing, and {@code bart-translation} a source encoder in front of
 * BART, in the two stages of its training.
 */
public final class Seq2SeqTrainingParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    boolean isRun = golden.getOptions().has("total_steps");
    return isRun ? new BartTrainingParity().compute(golden) : new BartParity().compute(golden);
  }
}
