package io.noisette.distillation.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.distillation.loss.StudentLoss;
import io.noisette.distillation.loss.StudentTargets;
import io.noisette.engine.Torch;
import io.noisette.generate.search.BartGenerator;
import io.noisette.generate.search.GenerationSettings;
import io.noisette.generate.search.Hypothesis;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.parity.golden.GenerationCase;
import io.noisette.parity.golden.GoldenModel;
import io.noisette.parity.golden.Seq2SeqCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Parity check of a BART that learns from others (kind {@code knowledge-distillation-seq2seq}): at
 * word level, from their distributions of each target token; at sequence level, from targets that
 * the first of them writes; or both.
 */
public final class Seq2SeqDistillationParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    DistillationCase own = new DistillationCase(golden);
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    try (NDManager manager = Torch.newManager("cpu");
        BartModel student = new BartDirectory(golden.getModelDirectory()).read(manager);
        StudentLoss loss =
            new StudentLoss(manager, own.getProblem(), own.getTemperature(), own.getTerms())) {
      Seq2SeqBatch batch =
          golden.getOptions().has("generate")
              ? written(golden, manager, results)
              : Seq2SeqCase.of(golden, student.getConfig()).getBatch();
      long[] labels = batch.labels().toIds(manager).toLongArray();
      List<Integer> rows =
          IntStream.range(0, labels.length).filter(row -> labels[row] >= 0).boxed().toList();
      Counted counted = new Counted(rows, student.getConfig().vocabSize());
      results.put(
          "expected/logits",
          counted.tensor(List.of(student.logits(manager, batch).toFloatArray()), false));
      double[] target = new double[labels.length * counted.words];
      if (own.getTerms().soft() > 0) {
        List<float[]> teachers = teachers(golden, own, manager, batch);
        results.put("expected/teacher_logits", counted.tensor(teachers, true));
        target = own.getTargets(teachers.size()).ofLogits(teachers, counted.words);
      }
      double[] weights = Arrays.stream(labels).mapToDouble(label -> label >= 0 ? 1 : 0).toArray();
      double[] distributions = target;
      StudentTargets targets =
          StudentTargets.of(target, DistillationCase.toLabels(labels), weights);
      student.forwardBackward(
          manager,
          batch,
          TrainingPass.weighted(1),
          scores -> {
            StudentLoss.Result result = loss.of(scores, targets);
            own.addLosses(results, result.terms(), distributions, weights);
            return result.loss();
          });
      GoldenModel.addGradients(results, student.getParameters());
    }
    return results;
  }

  /** The tokens that count, and the size of the vocabulary. */
  private record Counted(List<Integer> rows, int words) {

    ParityTensor tensor(List<float[]> logits, boolean perTeacher) {
      double[] values = new double[logits.size() * rows.size() * words];
      for (int i = 0; i < values.length; i++) {
        int row = rows.get(i / words % rows.size());
        values[i] = logits.get(i / words / rows.size())[row * words + i % words];
      }
      long[] shape = {logits.size(), rows.size(), words};
      return ParityTensor.ofDoubles(perTeacher ? shape : new long[] {shape[1], shape[2]}, values);
    }
  }

  private static List<float[]> teachers(
      GoldenCase golden, DistillationCase own, NDManager manager, Seq2SeqBatch batch)
      throws IOException {
    List<float[]> logits = new ArrayList<>();
    for (int i = 0; i < own.countTeachers(); i++) {
      try (BartModel teacher = new BartDirectory(directory(golden, i)).read(manager)) {
        logits.add(teacher.logits(manager, batch).toFloatArray());
      }
    }
    return logits;
  }

  /** Lets the first teacher write the targets. */
  private static Seq2SeqBatch written(
      GoldenCase golden, NDManager manager, Map<String, ParityTensor> results) throws IOException {
    List<int[]> sources = GenerationCase.sources(golden);
    GenerationSettings settings =
        GenerationCase.settings(
            golden, golden.getOptions().getOptions("generate"), directory(golden, 0));
    List<Hypothesis> written = new ArrayList<>();
    try (BartModel teacher = new BartDirectory(directory(golden, 0)).read(manager)) {
      new BartGenerator(manager, teacher, BartGenerator.DEFAULT_BATCH_TOKENS)
          .generate(sources, settings, finished -> {})
          .forEach(written::addAll);
      int pad = teacher.getConfig().special().pad();
      results.put("expected/sequences", GenerationCase.sequences(written, pad));
    }
    List<int[]> tokens = written.stream().map(Hypothesis::getTokens).toList();
    return new Seq2SeqBatch(
        PackedTokens.of(sources),
        PackedTokens.of(tokens.stream().map(t -> Arrays.copyOf(t, t.length - 1)).toList()),
        PackedTokens.of(tokens.stream().map(t -> Arrays.copyOfRange(t, 1, t.length)).toList()));
  }

  private static Path directory(GoldenCase golden, int teacher) {
    return golden.getModelDirectory().resolve("teacher-" + teacher);
  }
}
