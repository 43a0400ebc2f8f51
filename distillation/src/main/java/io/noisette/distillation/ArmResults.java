package io.noisette.distillation;

import io.noisette.distillation.classifier.DistillOutput;
import io.noisette.distillation.classifier.StudentData;
import io.noisette.distillation.classifier.StudentEnd;
import io.noisette.distillation.classifier.StudentRuns;
import io.noisette.distillation.classifier.TeacherResult;
import io.noisette.distillation.transfer.TransferTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the students of both kinds have reached, by random seed. */
final class ArmResults {

  private final Map<Arm, Map<Long, StudentEnd>> ends = new EnumMap<>(Arm.class);

  /**
   * Reads what earlier commands have finished with other seeds, which must have had the same
   * settings.
   *
   * @param targets of the teachers, (texts, outputs) row by row
   */
  static ArmResults ofOtherSeeds(DistillConfig settled, StudentData data, double[] targets)
      throws IOException {
    ArmResults results = new ArmResults();
    Path output = settled.runtime().requireOutput();
    List<String> arms = Stream.of(Arm.values()).map(Arm::getDirectoryName).toList();
    for (long seed : DistillOutput.findOtherSeeds(output, arms, settled.seeds())) {
      for (Arm arm : Arm.values()) {
        StudentEnd end = StudentRuns.findEnd(arm.toRun(arm.toConfig(settled, seed), data, targets));
        if (end != null) {
          results.put(arm, seed, end);
        }
      }
    }
    return results;
  }

  void put(Arm arm, long seed, StudentEnd end) {
    ends.computeIfAbsent(arm, own -> new LinkedHashMap<>()).put(seed, end);
  }

  /**
   * Returns the summary.
   *
   * @param steps planned number of steps of each student
   */
  DistillationSummary summarize(TransferTexts texts, int steps, List<TeacherResult> teachers) {
    return new DistillationSummary(
        texts.metric(), steps, teachers, Arm.ALONE.toResult(ends), Arm.DISTILLED.toResult(ends));
  }
}
