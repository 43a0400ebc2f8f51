package io.noisette.generate.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SmallBarts;
import io.noisette.testing.LiveArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BartGeneratorTest {

  private static final GenerationSettings SEARCH =
      GenerationSettings.DEFAULT.withNumBeams(4).withNumReturnSequences(4).withMaxNewTokens(12);
  private static final int[] SOURCE = SmallBarts.source(9);

  private final NDManager manager = Torch.newManager("cpu");
  private final BartModel model = SmallBarts.create(manager, SmallBarts.config(40));
  private final BartGenerator generator = new BartGenerator(manager, model);

  @AfterEach
  void close() {
    model.close();
    manager.close();
  }

  @Test
  void theSameSourceGivesTheSameTargets() {
    assertEquals(describe(SEARCH), describe(SEARCH));
  }

  @Test
  void aSourceAloneGivesWhatItGivesAmongOthers() {
    List<int[]> sources = List.of(SmallBarts.source(3), SOURCE, SmallBarts.source(17));
    List<Integer> finished = new ArrayList<>();
    List<List<Hypothesis>> together = generator.generate(sources, SEARCH, finished::add);
    assertEquals(List.of(1, 2, 3), finished);
    for (int i = 0; i < sources.size(); i++) {
      List<Hypothesis> alone = generate(sources.get(i), SEARCH);
      for (int j = 0; j < alone.size(); j++) {
        Hypothesis other = together.get(i).get(j);
        assertArrayEquals(alone.get(j).getTokens(), other.getTokens());
        assertEquals(alone.get(j).getScore(), other.getScore(), 1e-5);
      }
    }
  }

  @Test
  void targetsComeBestFirst() {
    List<Hypothesis> targets = generate(SOURCE, SEARCH);
    assertEquals(4, targets.size());
    for (int i = 1; i < targets.size(); i++) {
      assertTrue(targets.get(i - 1).getScore() >= targets.get(i).getScore());
    }
  }

  @Test
  void forcedTokensStandFirstAndLast() {
    GenerationSettings forced =
        SEARCH.withForcedBosTokenId(7).withForcedEosTokenId(2).withMinNewTokens(12);
    for (Hypothesis target : generate(SOURCE, forced)) {
      assertEquals(12, target.getLength());
      assertEquals(7, target.getToken(1));
      assertEquals(2, target.getLastToken());
    }
  }

  @Test
  void nothingOfAGenerationStaysInMemory() throws ReflectiveOperationException {
    generate(SOURCE, SEARCH);
    int before = LiveArrays.count(manager);
    assertTrue(before > 0);
    for (int i = 0; i < 20; i++) {
      generate(SOURCE, SEARCH);
      generate(SOURCE, GenerationSettings.DEFAULT);
    }
    assertEquals(before, LiveArrays.count(manager));
  }

  @Test
  void aTargetBeyondThePositionsIsRefused() {
    GenerationSettings tooLong = SEARCH.withMaxNewTokens(33);
    assertThrows(IllegalArgumentException.class, () -> generate(SOURCE, tooLong));
  }

  @Test
  void aForcedTokenOutsideTheVocabularyIsRefused() {
    GenerationSettings outside = SEARCH.withForcedBosTokenId(40);
    assertThrows(IllegalArgumentException.class, () -> generate(SOURCE, outside));
  }

  private List<Hypothesis> generate(int[] source, GenerationSettings settings) {
    return generator.generate(source, settings, tokens -> {});
  }

  private List<String> describe(GenerationSettings settings) {
    return describe(generate(SOURCE, settings));
  }

  private static List<String> describe(List<Hypothesis> targets) {
    return targets.stream()
        .map(target -> Arrays.toString(target.getTokens()) + " " + target.getScore())
        .toList();
  }
}
