package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.bart.Candidates;
import io.noisette.model.bart.SingleStackModel;
import io.noisette.model.bart.TargetDecoder;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.GoldenParity;
import io.noisette.parity.ParityTensor;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Generation step by step gives the tokens of a target the probabilities of one pass. */
final class DecodedTargetsTest {

  private static final String KIND = "objective-prefix-scoring";

  @Test
  void goldenTargetsHoldStepByStep() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/" + KIND),
        KIND,
        golden -> {
          Map<String, ParityTensor> results = new PrefixScoringParity().compute(golden);
          results.put("expected/token_log_prob", decode(golden));
          return results;
        });
  }

  /** Sources and targets of all rows are decoded together. */
  private static ParityTensor decode(GoldenCase golden) throws IOException {
    PaddedRows rows = PaddedRows.ofMask(golden, "attention_mask");
    List<int[]> texts = rows.rowsOf(golden, "input_ids");
    long[] starts = golden.getInput("target_start", rows.getCount()).toLongs();
    double[] logProbabilities = new double[rows.getCount() * rows.getWidth()];
    try (NDManager manager = Torch.newManager("cpu");
        SingleStackModel model = SingleStackModels.read(manager, golden);
        TargetDecoder decoder = model.startDecoding(manager, 1)) {
      int vocabulary = model.getConfig().bart().vocabSize();
      decoder.add(
          IntStream.range(0, texts.size())
              .mapToObj(row -> Arrays.copyOf(texts.get(row), (int) starts[row]))
              .toList());
      int[] newest = new int[texts.size()]; // of each row; the first step has its own
      int longest = texts.stream().mapToInt(text -> text.length).max().orElseThrow();
      for (int step = 0; step < longest - Arrays.stream(starts).min().orElseThrow(); step++) {
        Candidates next = decoder.step(newest, new int[texts.size()], new long[0], vocabulary);
        for (int row = 0; row < newest.length; row++) {
          int place = (int) starts[row] + step;
          if (place < texts.get(row).length) {
            newest[row] = texts.get(row)[place];
            logProbabilities[row * rows.getWidth() + place] =
                logProbability(next, row, newest[row]);
          }
        }
      }
    }
    return ParityTensor.ofDoubles(new long[] {rows.getCount(), rows.getWidth()}, logProbabilities);
  }

  private static float logProbability(Candidates next, int row, int token) {
    return IntStream.range(0, next.getCount())
        .filter(rank -> next.getToken(row, rank) == token)
        .mapToObj(rank -> next.getLogProbability(row, rank))
        .findFirst()
        .orElseThrow();
  }
}
