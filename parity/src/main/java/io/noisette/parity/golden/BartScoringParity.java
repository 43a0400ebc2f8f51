package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.generate.search.FirstToken;
import io.noisette.generate.search.TargetScore;
import io.noisette.generate.search.TargetScorer;
import io.noisette.model.PackedTokens;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Parity check of scores that BART gives to targets (kind {@code bart-scoring}), against
 * transformers.
 */
public final class BartScoringParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = new BartDirectory(golden.getModelDirectory()).read(manager)) {
      Seq2SeqCase pairs = Seq2SeqCase.of(golden, model.getConfig());
      List<TargetScore> scores =
          new TargetScorer(manager, model)
              .score(
                  rows(pairs.getBatch().source()),
                  rows(pairs.getBatch().labels()),
                  firstToken(golden),
                  golden.getOptions().getDouble("length_penalty", 1));
      int width = (int) golden.getInput("labels", -1, -1).getShape()[1];
      return describe(scores, width);
    }
  }

  private static Map<String, ParityTensor> describe(List<TargetScore> scores, int width) {
    Map<String, ParityTensor> tensors = new HashMap<>();
    double[] tokens = new double[scores.size() * width];
    for (int row = 0; row < scores.size(); row++) {
      double[] each = scores.get(row).getLogProbabilities();
      System.arraycopy(each, 0, tokens, row * width, each.length);
    }
    long[] rows = {scores.size()};
    tensors.put(
        "expected/token_log_prob",
        ParityTensor.ofDoubles(new long[] {scores.size(), width}, tokens));
    tensors.put("expected/sum", column(scores, TargetScore::getSum));
    tensors.put("expected/mean", column(scores, TargetScore::getMean));
    tensors.put("expected/score", column(scores, TargetScore::getScore));
    tensors.put("expected/loss", number(TargetScore.loss(scores)));
    tensors.put("expected/perplexity", number(TargetScore.perplexity(scores)));
    long[] ranking = TargetScore.ranking(scores).stream().mapToLong(Integer::longValue).toArray();
    tensors.put("expected/ranking", ParityTensor.ofLongs(rows, ranking));
    return tensors;
  }

  private static ParityTensor column(
      List<TargetScore> scores, ToDoubleFunction<TargetScore> value) {
    double[] values = scores.stream().mapToDouble(value).toArray();
    return ParityTensor.ofDoubles(new long[] {values.length}, values);
  }

  private static ParityTensor number(double value) {
    return ParityTensor.ofDoubles(new long[] {1}, new double[] {value});
  }

  private static FirstToken firstToken(GoldenCase golden) {
    String option = golden.getOptions().getString("first_token");
    return switch (option) {
      case "scored" -> FirstToken.SCORED;
      case "forced" -> FirstToken.FORCED;
      default ->
          throw new CorruptDataException(
              "%s: the reference case %s has first_token = %s; supported: scored, forced"
                  .formatted(golden.getFile().getDirectory(), golden.getName(), option));
    };
  }

  private static List<int[]> rows(PackedTokens tokens) {
    List<int[]> rows = new ArrayList<>();
    int at = 0;
    for (long length : tokens.getLengths()) {
      int[] row = new int[(int) length];
      for (int i = 0; i < row.length; i++) {
        row[i] = (int) tokens.getId(at++);
      }
      rows.add(row);
    }
    return rows;
  }
}
