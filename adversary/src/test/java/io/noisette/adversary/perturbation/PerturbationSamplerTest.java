package io.noisette.adversary.perturbation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** docs/papers.md 3.4, checks 3, 4 and 5; {@code EmbeddingGradientTest} is check 10. */
final class PerturbationSamplerTest {

  private static final int WIDTH = 6;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @Test
  void aRandomStartIsAsLargeAsPublished() {
    try (PerturbationSampler perturbations = perturbations(AdversaryNorm.L2, 0.4, 0)) {
      Perturbation start = perturbations.start(manager, tokens(1000, 3, 9), 5);
      double squares = 0;
      for (float norm : start.measureNorms()) {
        assertTrue(norm <= 0.4 * (1 + 1e-5), () -> "norm " + norm);
        squares += norm / 0.4 * (norm / 0.4);
      }
      assertEquals(1.0 / 3, squares / 1000, 0.01 / 3);
    }
  }

  @Test
  void aRandomStartOfTheLargestValueIsWithinIt() {
    try (PerturbationSampler perturbations = perturbations(AdversaryNorm.LINF, 0.4, 0)) {
      Perturbation start = perturbations.start(manager, tokens(200, 3, 9), 5);
      for (float norm : start.measureNorms()) {
        assertTrue(norm <= 0.4f && norm > 0.2f, () -> "norm " + norm);
      }
    }
  }

  @Test
  void theStartIsAFunctionOfTheSeed() {
    try (PerturbationSampler perturbations = perturbations(AdversaryNorm.L2, 1, 0)) {
      float[] first = start(perturbations, 5);
      float[] other = start(perturbations, 6);
      assertArrayEquals(first, start(perturbations, 5));
      assertNotEquals(first[0], other[0]);
    }
  }

  /** A text's start and way depend on its own length, whatever stands beside it. */
  @Test
  void aTextMovesAsItDoesAlone() {
    float[] draws = draws(7);
    try (PerturbationSampler both = fixed(draws);
        PerturbationSampler alone = fixed(Arrays.copyOf(draws, 3 * WIDTH))) {
      Perturbation beside = both.start(manager, tokens(List.of(3, 4)), 0);
      Perturbation single = alone.start(manager, tokens(List.of(3)), 0);
      for (int i = 0; i < 3; i++) {
        push(beside, 1);
        push(single, 1);
      }
      float[] expected = single.getDelta().toFloatArray();
      float[] actual = Arrays.copyOf(beside.getDelta().toFloatArray(), expected.length);
      assertArrayEquals(expected, actual, 1e-7f);
    }
  }

  @Test
  void withoutALimitTheNormGrowsByTheRateAndWithOneNotBeyondIt() {
    for (AdversaryNorm norm : AdversaryNorm.values()) {
      try (PerturbationSampler free = perturbations(norm, 0, 0);
          PerturbationSampler bound = perturbations(norm, 0, 0.25)) {
        Perturbation unbounded = free.start(manager, tokens(4, 2, 5), 0);
        Perturbation bounded = bound.start(manager, tokens(4, 2, 5), 0);
        for (int step = 1; step <= 5; step++) {
          push(unbounded, step);
          push(bounded, step);
          for (int text = 0; text < 4; text++) {
            assertEquals(0.1 * step, unbounded.measureNorms()[text], 1e-6);
            assertEquals(Math.min(0.1 * step, 0.25), bounded.measureNorms()[text], 2.5e-6);
          }
        }
      }
    }
  }

  @Test
  void theDecoderReadsThemOnePlaceToTheRight() {
    try (PerturbationSampler perturbations = fixed(draws(5))) {
      Perturbation start = perturbations.start(manager, tokens(List.of(3, 2)), 0);
      float[] encoder = start.getDelta().toFloatArray();
      float[] decoder = start.shiftedRight(manager).toFloatArray();
      int[] order = {2, 0, 1, 4, 3};
      for (int token = 0; token < 5; token++) {
        assertEquals(encoder[order[token] * WIDTH], decoder[token * WIDTH]);
      }
    }
  }

  /** Goes up a loss whose gradient has always the same direction. */
  private void push(Perturbation perturbation, double size) {
    Autograd.recorded(
        () -> {
          NDArray loss = perturbation.getDelta().sum().mul(size);
          Autograd.backward(loss, manager.create(1f));
          return loss;
        });
    perturbation.ascend(0.1);
  }

  private float[] start(PerturbationSampler perturbations, long seed) {
    return perturbations.start(manager, tokens(3, 2, 5), seed).getDelta().toFloatArray();
  }

  private PerturbationSampler perturbations(AdversaryNorm norm, double magnitude, double most) {
    return new PerturbationSampler(manager, new Ball(norm, magnitude, most, 1e-8), WIDTH);
  }

  private PerturbationSampler fixed(float[] draws) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(draws.length * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(draws);
    Ball ball = new Ball(AdversaryNorm.L2, 0.3, 0.35, 1e-8);
    return new PerturbationSampler(manager, ball, WIDTH, (count, seed) -> bytes);
  }

  private static float[] draws(int tokens) {
    float[] draws = new float[tokens * WIDTH];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = (i % 7 - 3) / 4f;
    }
    return draws;
  }

  private static PackedTokens tokens(int texts, int least, int most) {
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < texts; i++) {
      lengths.add(least + i % (most - least + 1));
    }
    return tokens(lengths);
  }

  private static PackedTokens tokens(List<Integer> lengths) {
    return PackedTokens.of(lengths.stream().map(length -> new int[length]).toList());
  }
}
