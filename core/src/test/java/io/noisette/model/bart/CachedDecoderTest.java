package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedDecoderTest {

  private static final int VOCABULARY = 19;
  private static final int[] SOURCE = SmallBarts.source(9);

  private final NDManager manager = Torch.newManager("cpu");
  private final BartModel model = SmallBarts.create(manager, SmallBarts.config(VOCABULARY));

  @AfterEach
  void close() {
    model.close();
    manager.close();
  }

  @Test
  void stepsEqualTheTeacherForcedPass() {
    int[] target = {2, 0, 7, 11, 7, 4, 18};
    float[] wanted = teacherForced(SOURCE, target);
    try (TargetDecoder decoder = start(1, SOURCE)) {
      for (int place = 0; place < target.length; place++) {
        float[] step = step(decoder, new int[] {target[place]}, new int[] {0});
        assertArrayEquals(rowOf(wanted, place), step, 1e-5f, "place " + place);
      }
    }
  }

  @Test
  void hypothesesGoOnFromTheirParents() {
    try (TargetDecoder decoder = start(3, SOURCE)) {
      step(decoder, new int[] {2, 2, 2}, new int[] {0, 1, 2});
      step(decoder, new int[] {5, 6, 7}, new int[] {0, 1, 2});
      step(decoder, new int[] {8, 9, 10}, new int[] {2, 0, 2});
      float[] step = step(decoder, new int[] {11, 12, 13}, new int[] {1, 1, 2});
      int[][] targets = {{2, 5, 9, 11}, {2, 5, 9, 12}, {2, 7, 10, 13}};
      for (int row = 0; row < targets.length; row++) {
        float[] wanted = rowOf(teacherForced(SOURCE, targets[row]), 3);
        assertArrayEquals(wanted, rowOf(step, row), 1e-5f, "hypothesis " + row);
      }
    }
  }

  /** Sources of several lengths join and leave, and stay what they are. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sourcesJoinAndLeave(int beams) {
    Random random = new Random(7);
    List<Followed> all = new ArrayList<>();
    try (TargetDecoder decoder = model.startDecoding(manager, beams)) {
      for (int step = 0; step < 31; step++) {
        if (step % 6 == 0) {
          List<int[]> sources = new ArrayList<>();
          for (int length : new int[] {4, 4, 9, 1, 4, 4}) {
            int[] source = random.ints(length, 0, VOCABULARY).toArray();
            sources.add(source);
            all.add(new Followed(source, new int[beams][0]));
          }
          decoder.add(sources);
        }
        int[] ids = random.ints((long) all.size() * beams, 0, VOCABULARY).toArray();
        int[] parents = random.ints(ids.length, 0, beams).toArray();
        for (int i = 0; i < all.size(); i++) {
          all.get(i).go(ids, parents, i * beams);
        }
        float[] scores = step(decoder, ids, parents);
        assertArrayEquals(newestRows(all), scores, 1e-5f, "step " + step);
        boolean[] alive = new boolean[all.size()];
        for (int i = 0; i < alive.length; i++) {
          alive[i] = random.nextInt(6) > 0 && all.get(i).targets[0].length < 32;
        }
        decoder.retain(alive);
        for (int i = alive.length - 1; i >= 0; i--) {
          if (!alive[i]) {
            all.remove(i);
          }
        }
      }
    }
  }

  /** A source and what its hypotheses are, apart from any cache. */
  private static final class Followed {
    private final int[] tokens;
    private int[][] targets;

    Followed(int[] tokens, int[][] targets) {
      this.tokens = tokens;
      this.targets = targets;
    }

    void go(int[] ids, int[] parents, int at) {
      int[][] next = new int[targets.length][];
      for (int i = 0; i < next.length; i++) {
        int[] parent = targets[parents[at + i]];
        next[i] = Arrays.copyOf(parent, parent.length + 1);
        next[i][parent.length] = ids[at + i];
      }
      targets = next;
    }
  }

  @Test
  void bannedTokensDoNotFollowAndTheBestComeFirst() {
    try (TargetDecoder decoder = start(2, SOURCE)) {
      float[] scores = step(decoder, new int[] {2, 2}, new int[] {0, 1});
      int[] ids = {5, 6};
      int[] own = {0, 1};
      Candidates all = decoder.step(ids, own, new long[] {3, VOCABULARY + 4}, VOCABULARY);
      assertEquals(2 * VOCABULARY, scores.length);
      for (int row = 0; row < 2; row++) {
        int last = VOCABULARY - 1;
        assertEquals(3 + row, all.getToken(row, last));
        assertEquals(Float.NEGATIVE_INFINITY, all.getLogProbability(row, last));
        for (int i = 0; i < last; i++) {
          assertTrue(all.getLogProbability(row, i) >= all.getLogProbability(row, i + 1));
        }
      }
    }
  }

  /** With many tokens, only blocks that hold one of the best are looked through. */
  @Test
  void theBestOfALargeVocabularyAreFound() {
    int vocabulary = 64 * 150 + 13; // 2 rows of it are more than are sorted as they are
    try (BartModel large = SmallBarts.create(manager, SmallBarts.config(vocabulary));
        TargetDecoder some = large.startDecoding(manager, 2);
        TargetDecoder every = large.startDecoding(manager, 2)) {
      some.add(List.of(SOURCE));
      every.add(List.of(SOURCE));
      int[] ids = {2, 2};
      int[] own = {0, 1};
      Candidates best = some.step(ids, own, new long[] {17}, 5);
      Candidates all = every.step(ids, own, new long[] {17}, vocabulary);
      for (int row = 0; row < 2; row++) {
        for (int i = 0; i < 5; i++) {
          assertEquals(all.getToken(row, i), best.getToken(row, i));
        }
      }
    }
  }

  /** Large weights are kept in another order, and predict what they do in training. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void largeWeightsPredictTheSame(int beams) {
    int vocabulary = 10_007;
    BartConfig config =
        new BartConfig(
            vocabulary, 24, 1, 2, 2, 4, 20, 3000, 32, 0.1, true, 0.3, BartSpecialTokens.BART);
    int[] target = {2, 0, 7};
    PackedTokens decoderInput = PackedTokens.of(List.of(target));
    PackedTokens source = PackedTokens.of(List.of(SOURCE));
    Seq2SeqBatch batch = new Seq2SeqBatch(source, decoderInput, decoderInput);
    try (BartModel large = SmallBarts.create(manager, config);
        NDManager scope = manager.newSubManager();
        TargetDecoder decoder = large.startDecoding(manager, beams)) {
      float[] wanted = large.logits(scope, batch).logSoftmax(1).toFloatArray();
      decoder.add(List.of(SOURCE));
      int[] own = IntStream.range(0, beams).toArray();
      for (int place = 0; place < target.length; place++) {
        int[] ids = new int[beams];
        Arrays.fill(ids, target[place]);
        Candidates best = decoder.step(ids, own, new long[0], 5);
        for (int rank = 0; rank < 5; rank++) {
          float expected = wanted[place * vocabulary + best.getToken(beams - 1, rank)];
          assertEquals(expected, best.getLogProbability(beams - 1, rank), 1e-5f);
        }
      }
    }
  }

  @Test
  void aSourceOfOneTokenCanBeDecoded() {
    try (TargetDecoder decoder = start(1, new int[] {2})) {
      double sum = 0;
      for (float logProbability : step(decoder, new int[] {2}, new int[] {0})) {
        sum += Math.exp(logProbability);
      }
      assertEquals(1, sum, 1e-5);
    }
  }

  @Test
  void thereIsNoTokenBeyondThePositions() {
    try (TargetDecoder decoder = start(1, SOURCE)) {
      for (int i = 0; i < model.getConfig().maxPositionEmbeddings(); i++) {
        step(decoder, new int[] {2}, new int[] {0});
      }
      assertThrows(
          IllegalArgumentException.class, () -> step(decoder, new int[] {2}, new int[] {0}));
    }
  }

  private TargetDecoder start(int beams, int[] source) {
    TargetDecoder decoder = model.startDecoding(manager, beams);
    decoder.add(List.of(source));
    return decoder;
  }

  /** Returns the log-probabilities of all next tokens, (hypotheses, V). */
  private static float[] step(TargetDecoder decoder, int[] ids, int[] parents) {
    Candidates next = decoder.step(ids, parents, new long[0], VOCABULARY);
    float[] scores = new float[ids.length * VOCABULARY];
    for (int i = 0; i < scores.length; i++) {
      int row = i / VOCABULARY;
      int rank = i % VOCABULARY;
      scores[row * VOCABULARY + next.getToken(row, rank)] = next.getLogProbability(row, rank);
    }
    return scores;
  }

  /** Log-probabilities after the newest token of each hypothesis, (hypotheses, V). */
  private float[] newestRows(List<Followed> all) {
    List<int[]> sources = new ArrayList<>();
    List<int[]> targets = new ArrayList<>();
    for (Followed each : all) {
      for (int[] target : each.targets) {
        sources.add(each.tokens);
        targets.add(target);
      }
    }
    float[] scores = teacherForced(sources, targets);
    float[] newest = new float[targets.size() * VOCABULARY];
    int end = 0;
    for (int i = 0; i < targets.size(); i++) {
      end += targets.get(i).length;
      System.arraycopy(scores, (end - 1) * VOCABULARY, newest, i * VOCABULARY, VOCABULARY);
    }
    return newest;
  }

  private float[] teacherForced(int[] source, int[] decoderInput) {
    return teacherForced(List.of(source), List.of(decoderInput));
  }

  /** Log-probabilities after each token of decoder inputs, (tokens, V). */
  private float[] teacherForced(List<int[]> sources, List<int[]> decoderInputs) {
    PackedTokens target = PackedTokens.of(decoderInputs);
    Seq2SeqBatch batch = new Seq2SeqBatch(PackedTokens.of(sources), target, target);
    try (NDManager scope = manager.newSubManager()) {
      return model.logits(scope, batch).logSoftmax(1).toFloatArray();
    }
  }

  private static float[] rowOf(float[] matrix, int row) {
    return Arrays.copyOfRange(matrix, row * VOCABULARY, (row + 1) * VOCABULARY);
  }
}
