package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.AttentionMask;
import io.noisette.model.bart.SingleStackModel;
import io.noisette.model.bart.StackBatch;
import io.noisette.model.bart.StackSequence;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Parity check of a single stack in pretraining (kinds {@code objective-language-model}, {@code
 * objective-masked-lm}, {@code objective-multitask-masked-lm} and {@code objective-permuted-lm}):
 * attention masks, hidden states, logits, loss, log-probability of each predicted token, and the
 * gradient of every parameter.
 */
public final class SingleStackParity implements ParityKind {

  private final Texts texts;

  private SingleStackParity(Texts texts) {
    this.texts = texts;
  }

  /** How an objective reads the texts of a case. */
  @FunctionalInterface
  private interface Texts {
    List<StackSequence> read(GoldenCase golden, PaddedRows rows, SingleStackModel model);
  }

  /** Returns the check of a causal language model. */
  public static SingleStackParity languageModel() {
    return new SingleStackParity(
        (golden, rows, model) ->
            StackCase.zip(
                rows.rowsOf(golden, "input_ids"),
                rows.rowsOf(golden, "labels"),
                StackSequence::causal));
  }

  /** Returns the check of a masked language model. */
  public static SingleStackParity maskedLm() {
    return new SingleStackParity(
        (golden, rows, model) ->
            StackCase.zip(
                rows.rowsOf(golden, "input_ids"),
                rows.rowsOf(golden, "labels"),
                (ids, labels) -> StackSequence.masked(ids, labels, AttentionMask.FULL)));
  }

  /** Returns the check of a multitask masked language model. */
  public static SingleStackParity multitaskMaskedLm() {
    return new SingleStackParity(
        (golden, rows, model) -> {
          List<AttentionMask> masks = StackCase.masks(golden, rows);
          List<int[]> ids = rows.rowsOf(golden, "input_ids");
          List<int[]> labels = rows.rowsOf(golden, "labels");
          return IntStream.range(0, ids.size())
              .mapToObj(i -> StackSequence.masked(ids.get(i), labels.get(i), masks.get(i)))
              .toList();
        });
  }

  /** Returns the check of a permuted language model. */
  public static SingleStackParity permutedLm() {
    return new SingleStackParity(
        (golden, rows, model) ->
            StackCase.zip(
                rows.rowsOf(golden, "input_ids"),
                rows.rowsOf(golden, "order"),
                (ids, order) -> StackSequence.permuted(ids, order, model.getConfig().mask())));
  }

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    try (NDManager manager = Torch.newManager("cpu");
        SingleStackModel model = SingleStackModels.read(manager, golden)) {
      PaddedRows rows = PaddedRows.ofMask(golden, "attention_mask");
      StackCase stackCase = new StackCase(rows, texts.read(golden, rows, model), 0);
      Map<String, ParityTensor> results = stackCase.compute(manager, model);
      results.put("expected/sees", stackCase.sees());
      StackBatch batch = stackCase.getBatch();
      NDArray hidden = model.hidden(manager, batch.text());
      results.put(
          "expected/hidden",
          stackCase.contents(hidden.toFloatArray(), Math.toIntExact(hidden.getShape().get(1))));
      return results;
    }
  }
}
