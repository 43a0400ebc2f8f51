package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.evaluation.answer.SpanEncoder;
import io.noisette.evaluation.answer.SpanExamples;
import io.noisette.evaluation.answer.SquadTask;
import io.noisette.evaluation.squad.SquadData;
import io.noisette.failure.UsageException;
import io.noisette.model.AnswerSpans;
import io.noisette.model.ModelTask;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Fine-tuning on extractive question answering; an example is a window of a context. */
record SpanTuning(SquadTask task) implements FineTuningTask<QuestionAnswerer, AnswerSpans> {

  @Override
  public String name() {
    return task.getName();
  }

  @Override
  public String metric() {
    return task.getMetric();
  }

  @Override
  public String lossUnit() {
    return "nats per window";
  }

  @Override
  public void checkFiles(FreeLbFinetuneConfig config) {
    if (Files.exists(config.data()) && !Files.isDirectory(config.data())) {
      throw new UsageException(
          "--data " + config.data() + " must be a directory with a train and a dev file");
    }
    findFile(config, "train");
    findFile(config, "dev");
  }

  @Override
  public int countExamples(FreeLbFinetuneConfig config, Console console) throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(ModelPath.resolve(config.model()))) {
      SquadData data = task.read(findFile(config, "train"));
      SpanEncoder encoder = newEncoder(config, tokenizer);
      return SpanExamples.forTraining(data, encoder, console::warn).getSize();
    }
  }

  @Override
  public Map<String, long[]> readShapes(ModelDirectory model) throws IOException {
    return model.readShapes(ModelTask.QUESTION_ANSWERING, 0);
  }

  @Override
  public QuestionAnswerer read(ModelDirectory model, NDManager manager, ModelOptions options)
      throws IOException {
    return model.readQuestionAnswering(manager, options);
  }

  @Override
  public QuestionAnswerer initialize(ModelDirectory model, NDManager manager, ModelOptions options)
      throws IOException {
    return model.newQuestionAnswering(manager, options);
  }

  @Override
  public SpanSplits open(FreeLbFinetuneConfig config, Tokenizer tokenizer, Console console)
      throws IOException {
    SpanEncoder encoder = newEncoder(config, tokenizer);
    SquadData train = task.read(findFile(config, "train"));
    SquadData dev = task.read(findFile(config, "dev"));
    return new SpanSplits(
        this,
        SpanExamples.forTraining(train, encoder, console::warn),
        SpanExamples.of(dev.examples(), encoder, console::warn),
        config.windows().maxAnswerLength(),
        Map.of("train", train.digest(), "dev", dev.digest()));
  }

  private static SpanEncoder newEncoder(FreeLbFinetuneConfig config, Tokenizer tokenizer) {
    return new SpanEncoder(
        tokenizer, config.training().maxLength(), config.pairFormat(), config.windows());
  }

  private Path findFile(FreeLbFinetuneConfig config, String split) {
    return task.findFile(config.data(), split);
  }
}
