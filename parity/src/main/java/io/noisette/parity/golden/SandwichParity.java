package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.corpus.StreamWindows;
import io.noisette.corpus.TokenSource;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import io.noisette.model.TrainingPass;
import io.noisette.model.sandwich.LanguageBatch;
import io.noisette.model.sandwich.SandwichDirectory;
import io.noisette.model.sandwich.SandwichModel;
import io.noisette.model.sandwich.StreamScorer;
import io.noisette.model.sandwich.WindowBatches;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parity check of the sandwich language model (kind {@code sandwich-lm}): hidden states,
 * log-probabilities, loss and all gradients of a batch; or log-probabilities and loss of a token
 * stream, evaluated block by block with context.
 */
public final class SandwichParity implements ParityKind {

  private static final int IGNORED = -100;

  /** Maximum number of tokens in memory at a time in the evaluation of a stream: a few windows. */
  private static final int TOKENS = 64;

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    try (NDManager manager = Torch.newManager("cpu");
        SandwichModel model = new SandwichDirectory(golden.getModelDirectory()).read(manager)) {
      return golden.hasInput("stream")
          ? computeStream(golden, manager, model)
          : computeBatch(golden, manager, model);
    }
  }

  private static Map<String, ParityTensor> computeBatch(
      GoldenCase golden, NDManager manager, SandwichModel model) {
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    int pad = model.getConfig().tokens().pad();
    PaddedRows rows =
        PaddedRows.ofContent(golden, "input_ids", pad)
            .union(PaddedRows.ofContent(golden, "labels", IGNORED));
    PackedTokens tokens = rows.pack(golden, "input_ids");
    LanguageBatch batch = new LanguageBatch(tokens, rows.pack(golden, "labels"));
    results.put("expected/embeddings", unpack(rows, model.embed(manager, tokens)));
    results.put("expected/hidden", unpack(rows, model.hidden(manager, tokens)));
    results.put("expected/log_probs", unpack(rows, model.logProbabilities(manager, tokens)));
    results.put("expected/token_log_prob", rows.unpack(atTargets(model, manager, batch)));
    double weight = 1.0 / batch.countTargets();
    double nats = model.forwardBackward(manager, batch, TrainingPass.weighted(weight));
    results.put("expected/loss", ParityTensor.scalar(nats * weight));
    GoldenModel.addGradients(results, model.getParameters());
    return results;
  }

  private static Map<String, ParityTensor> computeStream(
      GoldenCase golden, NDManager manager, SandwichModel model) {
    int[] stream =
        Arrays.stream(golden.getInput("stream", 1, -1).toLongs())
            .mapToInt(Math::toIntExact)
            .toArray();
    int block = Math.toIntExact(golden.getOptions().getLong("block"));
    int context = Math.toIntExact(golden.getOptions().getLong("context"));
    TokenSource source = (from, count) -> slice(stream, Math.toIntExact(from), count);
    StreamWindows windows = new StreamWindows(stream.length, block + context, block);
    float[] scores = new float[stream.length - 1];
    int scored = 0;
    for (LanguageBatch batch : new WindowBatches(source, windows, TOKENS)) {
      float[] some = model.score(manager, batch);
      System.arraycopy(some, 0, scores, scored, some.length);
      scored += some.length;
    }
    double loss =
        new StreamScorer(manager, model, TOKENS).measure(source, windows, score -> true).loss();
    return Map.of(
        "expected/token_log_prob",
        ParityTensor.ofFloats(new long[] {1, scores.length}, scores),
        "expected/loss",
        ParityTensor.scalar(loss));
  }

  private static int[] slice(int[] ids, int from, int count) {
    return Arrays.copyOfRange(ids, from, from + count);
  }

  /** Returns the log-probabilities of the targets, and 0 at positions without a target. */
  private static float[] atTargets(SandwichModel model, NDManager manager, LanguageBatch batch) {
    float[] own = model.score(manager, batch);
    float[] all = new float[batch.targets().getSize()];
    int from = 0;
    for (int i = 0; i < all.length; i++) {
      all[i] = batch.targets().getId(i) < 0 ? 0 : own[from++];
    }
    return all;
  }

  private static ParityTensor unpack(PaddedRows rows, NDArray packed) {
    return rows.unpack(packed.toFloatArray(), Math.toIntExact(packed.getShape().get(1)));
  }
}
