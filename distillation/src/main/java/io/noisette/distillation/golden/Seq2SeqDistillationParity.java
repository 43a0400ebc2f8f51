package io.noisette.distillation.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.distillation.loss.SoftTargets;
import io.noisette.distillation.loss.WordLoss;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.generate.search.BartGenerator;
import io.noisette.generate.search.GenerationSettings;
import io.noisette.generate.search.Hypothesis;
import io.noisette.model.LabelSmoothing;
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
        BartModel student = new BartDirectory(golden.getModelDirectory()).read(manager)) {
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
      if (own.getTerms().soft() > 0) {
        learnWords(golden, own, manager, student, batch, counted, results);
      } else {
        double mean =
            student.forwardBackward(manager, batch, TrainingPass.weighted(1.0 / rows.size()))
                / rows.size();
        results.put("expected/hard_loss", DistillationCase.scalar(mean));
        results.put("expected/loss", DistillationCase.scalar(mean));
      }
      GoldenModel.addGradients(results, student.getParameters());
    }
    return results;
  }

  private static void learnWords(
      GoldenCase golden,
      DistillationCase own,
      NDManager manager,
      BartModel student,
      Seq2SeqBatch batch,
      Counted counted,
      Map<String, ParityTensor> results)
      throws IOException {
    List<BartModel> teachers = new ArrayList<>();
    for (int i = 0; i < own.countTeachers(); i++) {
      teachers.add(new BartDirectory(directory(golden, i)).read(manager)); // closed with manager
    }
    List<float[]> logits =
        teachers.stream().map(teacher -> teacher.logits(manager, batch).toFloatArray()).toList();
    results.put("expected/teacher_logits", counted.tensor(logits, true));
    List<WordLoss.Taught> taught =
        teachers.stream()
            .map(it -> new WordLoss.Taught(it.decode(manager, batch), it.getOutputLayer()))
            .toList();
    NDArray labels = batch.labels().toIds(manager);
    double[] weights =
        Arrays.stream(labels.toLongArray()).mapToDouble(label -> label >= 0 ? 1 : 0).toArray();
    int count = counted.rows().size();
    SoftTargets targets = own.getTargets(teachers.size());
    try (WordLoss loss =
        new WordLoss(manager, Precision.FP32, targets, own.getTerms(), LabelSmoothing.NONE)) {
      student.forwardBackward(
          manager,
          batch,
          TrainingPass.weighted(1),
          (hidden, output) -> {
            WordLoss.Result result =
                loss.forwardBackward(hidden, output, labels, taught, 1.0 / count);
            double hard = Arrays.stream(result.hardRows()).sum() / count;
            double[] target = targets.ofLogits(logits, counted.words());
            own.addLosses(results, result.softRows(), hard, target, weights);
            return result.hiddenGradient();
          });
    }
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
