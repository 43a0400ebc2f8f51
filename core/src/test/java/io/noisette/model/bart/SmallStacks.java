package io.noisette.model.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.model.AttentionMask;
import io.noisette.model.ParameterValues;
import io.noisette.model.bart.StackSequence.MaskKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Single stacks and batches of a size for tests. */
final class SmallStacks {

  static final int MASK = 60;

  private static final int NONE = -100;

  private SmallStacks() {}

  /** What a stack reads and predicts. */
  enum Kind {
    CAUSAL,
    MASKED,
    MULTITASK,
    PERMUTED,
    TARGET;

    SingleStackConfig config() {
      BartConfig both = SmallModels.config(0);
      return this == CAUSAL
          ? new SingleStackConfig(both.with(it -> it.encoderLayers(0)), "language-model", MASK)
          : new SingleStackConfig(both.with(it -> it.decoderLayers(0)), "masked-lm", MASK);
    }

    /** Sequences of the given lengths, special tokens included. */
    StackBatch batch(int... lengths) {
      List<int[]> texts = SmallModels.sequences(MASK, 1, lengths);
      List<StackSequence> sequences = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        sequences.add(sequence(texts.get(i), i));
      }
      return StackBatch.of(sequences);
    }

    private StackSequence sequence(int[] text, int index) {
      AttentionMask mask = List.of(MaskKind.values()).get(index % 4).of(text.length);
      return switch (this) {
        case CAUSAL ->
            StackSequence.causal(
                Arrays.copyOf(text, text.length - 1), Arrays.copyOfRange(text, 1, text.length));
        case MASKED -> masked(text, AttentionMask.FULL);
        case MULTITASK -> masked(text, mask);
        case PERMUTED -> StackSequence.permuted(text, order(text.length), MASK);
        case TARGET -> StackSequence.queriedTarget(text, text.length / 2, MASK, true);
      };
    }
  }

  static SingleStackModel create(NDManager manager, SingleStackConfig config, Precision precision) {
    return new SingleStackModel(
        manager, config, precision, ParameterValues.ofArrays(SmallModels::valuesOf));
  }

  /** Every third token is masked and predicted. */
  private static StackSequence masked(int[] text, AttentionMask mask) {
    int[] read = text.clone();
    int[] labels = new int[text.length];
    Arrays.fill(labels, NONE);
    for (int i = 1; i < text.length - 1; i += 3) {
      read[i] = MASK;
      labels[i] = text[i];
    }
    return StackSequence.masked(read, labels, mask);
  }

  /** Every third token is predicted, from right to left. */
  static int[] order(int length) {
    return IntStream.range(0, length)
        .map(i -> i % 3 == 1 && i < length - 1 ? (length - i) / 3 : -1)
        .toArray();
  }
}
