package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.report.ChartSpec;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectiveChoiceTest {

  @ParameterizedTest
  @EnumSource
  void aRunIsOfTheObjectiveThatItRecords(ObjectiveChoice choice) {
    Objective objective = choice.getObjective();
    assertSame(objective, ObjectiveChoice.find(Map.of("objective", choice.toString())));
    assertEquals(objective.hasNoise() ? Set.of("noise") : Set.of(), choice.getSettings().keySet());
  }

  @Test
  void aRunThatRecordsNoneIsOfDenoisingAndAnUnknownOneIsNot() {
    assertSame(ObjectiveChoice.DENOISING.getObjective(), ObjectiveChoice.find(Map.of("steps", 7)));
    assertNull(ObjectiveChoice.find(Map.of("objective", "mind-reading")));
  }

  @ParameterizedTest
  @EnumSource
  void chartsAreOfFiguresThatTheObjectiveHas(ObjectiveChoice choice) {
    Objective objective = choice.getObjective();
    ObjectiveContext context = SmallTexts.context(objective.hasNoise() ? SmallTexts.masks() : null);
    HeldOutFigures figures = objective.newFigures(context, new UnigramModel(new long[1000], 0));
    TokenizedDocument text = SmallTexts.text(20);
    NoiseKey key = SmallTexts.key(0, 0);
    KeyedExample sequence = new KeyedExample(objective.toExample(text, key, context), text, key);
    figures.add(sequence, SmallTexts.losses(sequence), 0);
    Set<String> names = figures.toMap("validation_").keySet();
    assertTrue(names.contains("validation_loss"), names::toString);
    assertEquals(figures.getLosses().getTokens(), figures.getCounts().get("tokens"));
    for (ChartSpec chart : objective.getCharts()) {
      for (ChartSpec.Figure figure : chart.figures()) {
        assertTrue(names.contains(figure.key()), figure.key());
      }
    }
  }
}
