package io.noisette.distillation.specialist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.classify.Logits;
import io.noisette.evaluation.metric.Metric;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.TaskLabels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SpecialistRoleTest {

  private static final double[] GENERALIST = {0.1, 0.2, 0.3, 0.4};
  private static final double CORRECTION = Specialist.dustbinCorrection(0.1, 0.5);
  private final SpecialistRole role =
      SpecialistRole.of(
          new Specialist(List.of(1, 3), 4), CORRECTION, task("red", "green", "Dustbin", "blue"));

  @Test
  void theCorrectionUndoesTheBiasOfTheTargets() {
    double[] targets = role.toTargets(GENERALIST, 1);
    double[] logits = Arrays.stream(targets).map(Math::log).toArray();
    assertArrayEquals(new double[] {0.2, 0.4, 0.4}, role.toProbabilities(logits), 1e-15);
    assertEquals(
        Math.log(9), Math.log(targets[0] / targets[2]) - Math.log(0.2 / 0.4), 1e-12, "of 1 to 9");
  }

  @Test
  void targetsAreSoftenedAfterTheBias() {
    double[] hard = Arrays.stream(role.toTargets(GENERALIST, 1)).map(Math::log).toArray();
    double[] soft = Arrays.stream(hard).map(logit -> logit / 4).toArray();
    assertArrayEquals(Logits.softmax(soft), role.toTargets(GENERALIST, 4), 1e-15);
  }

  @Test
  void theDustbinHasANameThatNoClassHas() {
    assertEquals(List.of("green", "blue", "dustbin_"), role.task().labels().labels().names());
    assertEquals(3, role.countLabels());
  }

  @Test
  void withoutSpecialistsTheAnswerIsTheGeneralists() {
    List<double[]> generalist = List.of(GENERALIST, new double[] {0.7, 0.1, 0.1, 0.1});
    MergedAnswers answers =
        MergedAnswers.of(generalist, List.of(role), List.of(new float[] {9, 0, 0, 9, 0, 0}), 1);
    List<double[]> merged = answers.merge();
    assertArrayEquals(generalist.get(1), merged.get(1), 0, "class 0 has no specialist");
    assertTrue(merged.get(0)[1] > 0.5, "the specialist is sure of green");
    SpecialistReport report = SpecialistReport.of("set", answers, merged, new float[] {1, 0});
    assertEquals(1, report.generalistRight());
    assertEquals(2, report.right());
    assertEquals(1, report.gained());
    assertEquals(0, report.lost());
    assertEquals(
        List.of(
            new SpecialistReport.Coverage(0, 1, 1, 1), new SpecialistReport.Coverage(1, 1, 0, 1)),
        report.coverage());
    SpecialistReport.Dustbin dustbin = report.dustbins().get(0);
    assertEquals(0.5, dustbin.actual());
    assertEquals(1, dustbin.asked());
    assertEquals(0, dustbin.askedActual());
  }

  @Test
  void aFewTextsMoreAreATie() {
    List<SpecialistReport.Dustbin> none = List.of();
    assertTrue(new SpecialistReport("set", 100, 50, 58, 12, 4, List.of(), none).isTie());
    assertEquals(false, new SpecialistReport("set", 100, 50, 59, 13, 4, List.of(), none).isTie());
  }

  private static ClassificationTask task(String... labels) {
    return new ClassificationTask(
        "colours",
        "",
        List.of(),
        TaskLabels.named(List.of(labels)),
        Map.of(),
        List.of(Metric.ACC),
        Metric.ACC);
  }
}
