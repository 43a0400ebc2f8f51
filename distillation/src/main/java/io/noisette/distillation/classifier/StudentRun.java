package io.noisette.distillation.classifier;

import io.noisette.distillation.loss.StudentBatch;
import io.noisette.distillation.loss.StudentGoal;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
import io.noisette.train.BatchSource;
import io.noisette.train.LoopSettings;
import io.noisette.train.RunIdentity;
import io.noisette.train.RunPlan;
import io.noisette.train.RuntimeSettings;

/**
 * The run of one student: what differs between the students that are compared.
 *
 * @param identity by which its directory recognizes it
 * @param seed random seed of classifier initialization and dropout
 * @param goal what it minimizes
 * @param batches what it sees in each step
 * @param plan summary that is printed when it starts
 */
public record StudentRun(
    RunIdentity<?> identity,
    FineTuningSettings settings,
    RuntimeSettings runtime,
    long seed,
    Timetable timetable,
    StudentGoal goal,
    BatchSource<StudentBatch> batches,
    RunPlan plan) {

  LoopSettings toLoopSettings() {
    return timetable.toLoopSettings(settings, runtime, seed);
  }
}
