package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decoding with cached keys and values predicts what one pass over the whole text does. */
final class StackDecodingTest {

  private static final int VOCABULARY = 61;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @CsvSource({
    "language-model, 1",
    "language-model, 3",
    "masked-lm, 1",
    "masked-lm, 3",
    "permuted-lm, 1",
    "permuted-lm, 3"
  })
  void sourcesJoinAndLeave(String objective, int beams) {
    Random random = new Random(7);
    List<Followed> all = new ArrayList<>();
    try (SingleStackModel model = open(objective);
        TargetDecoder decoder = model.startDecoding(manager, beams)) {
      for (int step = 0; step < 30; step++) {
        if (step % 8 == 0 || all.isEmpty()) {
          List<int[]> sources = SmallModels.sequences(VOCABULARY, step, 4, 4, 9, 1, 6);
          sources.forEach(source -> all.add(new Followed(source, beams)));
          decoder.add(sources);
        }
        int[] ids = random.ints((long) all.size() * beams, 0, VOCABULARY).toArray();
        int[] parents = random.ints(ids.length, 0, beams).toArray();
        for (int i = 0; i < all.size(); i++) {
          all.get(i).go(ids, parents, i * beams);
        }
        Candidates next = decoder.step(ids, parents, new long[0], VOCABULARY);
        for (int i = 0; i < all.size(); i++) {
          for (int beam = 0; beam < beams; beam++) {
            assertArrayEquals(
                predicted(model, all.get(i).source, all.get(i).targets[beam]),
                scoresOf(next, i * beams + beam),
                2e-5f,
                "step " + step + ", source " + i + ", beam " + beam);
          }
        }
        boolean[] alive = new boolean[all.size()];
        for (int i = alive.length - 1; i >= 0; i--) {
          alive[i] = random.nextInt(5) > 0;
          if (!alive[i]) {
            all.remove(i);
          }
        }
        decoder.retain(alive);
      }
    }
  }

  @Test
  void thereIsNoTokenBeyondThePositions() {
    int[] source = SmallModels.sequences(VOCABULARY, 1, 60).get(0);
    for (String objective : List.of("language-model", "masked-lm")) {
      try (SingleStackModel model = open(objective);
          TargetDecoder decoder = model.startDecoding(manager, 1)) {
        decoder.add(List.of(source));
        int most = model.getConfig().bart().getTargetPositions(source.length);
        assertEquals(4, most);
        for (int i = 0; i < most; i++) {
          decoder.step(new int[] {5}, new int[] {0}, new long[0], 1);
        }
        if (objective.equals("masked-lm")) {
          assertThrows(
              IllegalArgumentException.class,
              () -> decoder.step(new int[] {5}, new int[] {0}, new long[0], 1));
        }
      }
    }
  }

  /** A source and its hypotheses, apart from any cache; the first step appends no target token. */
  private static final class Followed {
    private final int[] source;
    private int[][] targets;
    private boolean isNew = true;

    Followed(int[] source, int beams) {
      this.source = source;
      targets = new int[beams][0];
    }

    void go(int[] ids, int[] parents, int at) {
      if (isNew) {
        isNew = false;
        for (int i = 0; i < targets.length; i++) {
          parents[at + i] = i;
        }
        return;
      }
      int[][] next = new int[targets.length][];
      for (int i = 0; i < next.length; i++) {
        int[] parent = targets[parents[at + i]];
        next[i] = Arrays.copyOf(parent, parent.length + 1);
        next[i][parent.length] = ids[at + i];
      }
      targets = next;
    }
  }

  /** Log-probabilities of the token that follows a target, by one pass over the whole text. */
  private float[] predicted(SingleStackModel model, int[] source, int[] target) {
    int[] longer = Arrays.copyOf(target, target.length + 1); // ends with a token that is not seen
    StackSequence sequence = model.getConfig().toSequence(source, longer);
    int last = sequence.labels().length - (model.getConfig().isDecoder() ? 2 : 1);
    try (NDManager scope = manager.newSubManager()) {
      return model
          .logits(scope, StackBatch.of(List.of(sequence)).text())
          .get(last)
          .logSoftmax(0)
          .toFloatArray();
    }
  }

  private static float[] scoresOf(Candidates next, int hypothesis) {
    float[] scores = new float[VOCABULARY];
    for (int rank = 0; rank < VOCABULARY; rank++) {
      scores[next.getToken(hypothesis, rank)] = next.getLogProbability(hypothesis, rank);
    }
    return scores;
  }

  private SingleStackModel open(String objective) {
    SmallStacks.Kind kind =
        objective.equals("language-model") ? SmallStacks.Kind.CAUSAL : SmallStacks.Kind.MASKED;
    SingleStackConfig own = kind.config();
    return SmallStacks.create(
        manager, new SingleStackConfig(own.bart(), objective, own.mask()), Precision.FP32);
  }
}
