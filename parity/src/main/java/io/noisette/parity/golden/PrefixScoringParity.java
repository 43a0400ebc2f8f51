package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.bart.SingleStackConfig;
import io.noisette.model.bart.SingleStackModel;
import io.noisette.model.bart.StackSequence;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Parity check of a single stack that reads source and target as one text (kind {@code
 * objective-prefix-scoring}): log-probabilities of the target, loss and the gradient of every
 * parameter.
 */
public final class PrefixScoringParity implements ParityKind {

  private static final String START = "target_start";

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    try (NDManager manager = Torch.newManager("cpu");
        SingleStackModel model = SingleStackModels.read(manager, golden)) {
      SingleStackConfig config = model.getConfig();
      boolean querySeesItself =
          golden.getOptions().getBoolean("query_sees_itself", config.querySeesItself());
      PaddedRows rows = PaddedRows.ofMask(golden, "attention_mask");
      List<int[]> texts = rows.rowsOf(golden, "input_ids");
      long[] starts = golden.getInput(START, rows.getCount()).toLongs();
      List<StackSequence> sequences = new ArrayList<>();
      for (int row = 0; row < starts.length; row++) {
        int[] ids = texts.get(row);
        if (starts[row] < 1 || starts[row] >= ids.length) {
          throw golden.corruptInput(
              START, "has the value " + starts[row] + " for a text of " + ids.length + " tokens");
        }
        int start = (int) starts[row];
        sequences.add(
            config.isDecoder()
                ? StackSequence.causalTarget(ids, start)
                : StackSequence.queriedTarget(ids, start, config.mask(), querySeesItself));
      }
      return new StackCase(rows, sequences, config.isDecoder() ? 1 : 0).compute(manager, model);
    }
  }
}
