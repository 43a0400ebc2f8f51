package io.noisette.distillation.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.distillation.loss.StudentLoss;
import io.noisette.distillation.loss.StudentTargets;
import io.noisette.distillation.loss.TermRows;
import io.noisette.engine.Autograd;
import io.noisette.engine.Torch;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.parity.golden.ArrayReader;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Parity check of the loss of a student (kind {@code knowledge-distillation}): targets, both terms,
 * and the gradient with respect to the student's logits.
 */
public final class ScoreDistillationParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    DistillationCase own = new DistillationCase(golden);
    SafetensorsTensor student = golden.getInput("student_logits", -1, -1);
    int rows = Math.toIntExact(student.getShape()[0]);
    int classes = Math.toIntExact(student.getShape()[1]);
    SafetensorsTensor teachers = golden.getInput("teacher_logits", -1, rows, classes);
    int count = Math.toIntExact(teachers.getShape()[0]);
    double[] target = own.getTargets(count).ofLogits(split(teachers.toFloats(), count), classes);
    double[] weights = own.readWeights(rows);
    StudentTargets targets = StudentTargets.of(target, own.readLabels(rows), weights);
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    results.put("expected/target", ParityTensor.ofDoubles(new long[] {rows, classes}, target));
    try (NDManager manager = Torch.newManager("cpu");
        StudentLoss loss =
            new StudentLoss(manager, own.getProblem(), own.getTemperature(), own.getTerms())) {
      NDArray logits = manager.create(student.toFloats(), new Shape(student.getShape()));
      logits.setRequiresGradient(true);
      StudentLoss.Result result = Autograd.recorded(() -> loss.of(logits, targets));
      Autograd.backward(result.loss(), manager.create(1f));
      TermRows terms = result.terms();
      own.addLosses(results, terms.getSoftRows(), terms.getHardPart(), target, weights);
      results.put("grad/student_logits", ArrayReader.read(logits.getGradient()));
    }
    return results;
  }

  private static List<float[]> split(float[] values, int parts) {
    int size = values.length / parts;
    return IntStream.range(0, parts)
        .mapToObj(part -> Arrays.copyOfRange(values, part * size, (part + 1) * size))
        .toList();
  }
}
