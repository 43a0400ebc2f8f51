package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.model.AttentionMask;
import io.noisette.model.TokenLosses;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.SingleStackModel;
import io.noisette.model.bart.StackBatch;
import io.noisette.model.bart.StackSequence;
import io.noisette.model.bart.StackSequence.MaskKind;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * A test case for a single stack. Predictions stand at the position of the token that predicts, or
 * {@code shift} behind it.
 */
final class StackCase {

  /** Kinds of attention masks by their number in the files. */
  private static final List<MaskKind> KINDS =
      List.of(MaskKind.LEFT_TO_RIGHT, MaskKind.RIGHT_TO_LEFT, MaskKind.FULL, MaskKind.PREFIX);

  private final PaddedRows rows;
  private final List<StackSequence> sequences;
  private final StackBatch batch;
  private final int shift;

  StackCase(PaddedRows rows, List<StackSequence> sequences, int shift) {
    this.rows = rows;
    this.sequences = sequences;
    this.shift = shift;
    batch = StackBatch.of(sequences);
  }

  /** Returns a sequence for each text from two inputs of it. */
  static List<StackSequence> zip(
      List<int[]> first, List<int[]> second, BiFunction<int[], int[], StackSequence> make) {
    return IntStream.range(0, first.size())
        .mapToObj(i -> make.apply(first.get(i), second.get(i)))
        .toList();
  }

  /** Returns the attention mask of each text by the kinds of the case. */
  static List<AttentionMask> masks(GoldenCase golden, PaddedRows rows) {
    long[] kinds = golden.getInput("mask_kind", rows.getCount()).toLongs();
    List<AttentionMask> masks = new ArrayList<>();
    for (int row = 0; row < kinds.length; row++) {
      if (kinds[row] < 0 || kinds[row] >= KINDS.size()) {
        throw golden.corruptInput("mask_kind", "has the value " + kinds[row] + ", not 0 to 3");
      }
      masks.add(KINDS.get((int) kinds[row]).of(rows.getLength(row)));
    }
    return masks;
  }

  StackBatch getBatch() {
    return batch;
  }

  /** Returns loss, log-probabilities, logits and the gradient of every parameter. */
  Map<String, ParityTensor> compute(NDManager manager, SingleStackModel model) {
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    TokenLosses losses = model.evaluate(manager, batch);
    float[] logProbabilities = new float[losses.nats().length];
    for (int i = 0; i < logProbabilities.length; i++) {
      logProbabilities[i] = -losses.nats()[i];
    }
    results.put("expected/token_log_prob", predictions(logProbabilities));
    results.put("expected/sequence_log_prob", sums(logProbabilities));
    NDArray logits = model.logits(manager, batch.text());
    int words = Math.toIntExact(logits.getShape().get(1));
    results.put("expected/logits", predictions(logits.toFloatArray(), words));
    double weight = 1.0 / batch.labels().findCounted().length;
    double loss = model.forwardBackward(manager, batch, TrainingPass.weighted(weight)) * weight;
    results.put("expected/loss", ParityTensor.ofDoubles(new long[] {1}, new double[] {loss}));
    GoldenModel.addGradients(results, model.getParameters());
    return results;
  }

  /** Returns which tokens of each text attend to which, padded: 1 or 0. */
  ParityTensor sees() {
    int width = rows.getWidth();
    double[] sees = new double[sequences.size() * width * width];
    for (int row = 0; row < sequences.size(); row++) {
      for (int query = 0; query < rows.getLength(row); query++) {
        for (int key = 0; key < rows.getLength(row); key++) {
          boolean sight = sequences.get(row).mask().sees(query, key);
          sees[(row * width + query) * width + key] = sight ? 1 : 0;
        }
      }
    }
    return ParityTensor.ofDoubles(new long[] {sequences.size(), width, width}, sees);
  }

  /** Pads values of the texts' own tokens, without those of queries. */
  ParityTensor contents(float[] packed, int columns) {
    float[] kept = new float[rows.countTokens() * columns];
    int from = 0;
    int to = 0;
    for (int row = 0; row < sequences.size(); row++) {
      int size = rows.getLength(row) * columns;
      System.arraycopy(packed, from, kept, to, size);
      from += sequences.get(row).ids().length * columns;
      to += size;
    }
    return rows.unpack(kept, columns);
  }

  private ParityTensor predictions(float[] packed) {
    return ParityTensor.ofDoubles(
        new long[] {sequences.size(), rows.getWidth()}, placed(packed, 1));
  }

  private ParityTensor predictions(float[] packed, int columns) {
    return ParityTensor.ofDoubles(
        new long[] {sequences.size(), rows.getWidth(), columns}, placed(packed, columns));
  }

  private double[] placed(float[] packed, int columns) {
    double[] placed = new double[sequences.size() * rows.getWidth() * columns];
    int token = 0;
    for (int row = 0; row < sequences.size(); row++) {
      StackSequence sequence = sequences.get(row);
      for (int i = 0; i < sequence.ids().length; i++, token++) {
        if (sequence.labels()[i] >= 0) {
          int place = row * rows.getWidth() + sequence.positions()[i] + shift;
          for (int column = 0; column < columns; column++) {
            placed[place * columns + column] = packed[token * columns + column];
          }
        }
      }
    }
    return placed;
  }

  private ParityTensor sums(float[] packed) {
    double[] sums = new double[sequences.size()];
    int token = 0;
    for (int row = 0; row < sums.length; row++) {
      for (int i = 0; i < sequences.get(row).ids().length; i++, token++) {
        sums[row] += sequences.get(row).labels()[i] >= 0 ? packed[token] : 0;
      }
    }
    return ParityTensor.ofDoubles(new long[] {sums.length}, sums);
  }
}
