package io.noisette.distillation.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.distillation.loss.SoftTargets;
import io.noisette.distillation.loss.StudentLoss;
import io.noisette.distillation.loss.StudentTargets;
import io.noisette.distillation.loss.TermRows;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.Labels.Problem;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.parity.golden.ArrayReader;
import io.noisette.parity.golden.GoldenModel;
import io.noisette.parity.golden.TextCase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parity check of a classifier or regression that learns from others (kind {@code
 * knowledge-distillation-classifier}): logits, targets, losses and the gradient of every parameter.
 */
public final class ClassifierDistillationParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    DistillationCase own = new DistillationCase(golden);
    SequenceBatch batch = TextCase.of(golden).getBatch();
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    try (NDManager manager = Torch.newManager("cpu");
        SequenceClassifier student =
            GoldenModel.of(golden).readClassifier(manager, ModelOptions.DEFAULT);
        StudentLoss loss =
            new StudentLoss(manager, own.getProblem(), own.getTemperature(), own.getTerms())) {
      ParityTensor logits = ArrayReader.read(student.logits(manager, batch));
      int rows = Math.toIntExact(logits.getShape()[0]);
      int outputs = Math.toIntExact(logits.getShape()[1]);
      results.put("expected/logits", logits);
      double[] target =
          target(own, results, teachers(golden, own, manager, batch), new int[] {rows, outputs});
      double[] weights = own.readWeights(rows);
      StudentTargets targets = StudentTargets.of(target, own.readLabels(rows), weights);
      student.forwardBackward(
          manager,
          batch,
          TrainingPass.weighted(1),
          scores -> {
            StudentLoss.Result result = loss.of(scores, targets);
            TermRows terms = result.terms();
            own.addLosses(results, terms.getSoftRows(), terms.getHardPart(), target, weights);
            return result.loss();
          });
      GoldenModel.addGradients(results, student.getParameters());
    }
    return results;
  }

  private static List<float[]> teachers(
      GoldenCase golden, DistillationCase own, NDManager manager, SequenceBatch batch)
      throws IOException {
    List<float[]> logits = new ArrayList<>();
    for (int i = 0; i < own.countTeachers(); i++) {
      ModelDirectory directory =
          new ModelDirectory(
              golden.getModelDirectory().resolve("teacher-" + i),
              notice -> {
                throw new CorruptDataException(notice);
              });
      try (SequenceClassifier teacher = directory.readClassifier(manager, ModelOptions.DEFAULT)) {
        logits.add(teacher.logits(manager, batch).toFloatArray());
      }
    }
    return logits;
  }

  private static double[] target(
      DistillationCase own,
      Map<String, ParityTensor> results,
      List<float[]> teachers,
      int[] shape) {
    int size = shape[0] * shape[1];
    double[] all = new double[teachers.size() * size];
    for (int i = 0; i < all.length; i++) {
      all[i] = teachers.get(i / size)[i % size];
    }
    results.put(
        "expected/teacher_logits",
        ParityTensor.ofDoubles(new long[] {teachers.size(), shape[0], shape[1]}, all));
    SoftTargets targets = own.getTargets(teachers.size());
    boolean regression = own.getProblem() == Problem.REGRESSION;
    double[] target =
        regression ? targets.ofScores(teachers) : targets.ofLogits(teachers, shape[1]);
    long[] form = regression ? new long[] {shape[0]} : new long[] {shape[0], shape[1]};
    results.put("expected/target", ParityTensor.ofDoubles(form, target));
    return target;
  }
}
