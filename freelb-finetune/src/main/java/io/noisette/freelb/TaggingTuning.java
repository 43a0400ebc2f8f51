package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.evaluation.tagging.TaggedExamples;
import io.noisette.evaluation.tagging.TaggedTexts;
import io.noisette.evaluation.tagging.TaggingTask;
import io.noisette.evaluation.task.Split;
import io.noisette.model.ModelTask;
import io.noisette.model.PackedTokens;
import io.noisette.model.TokenTagger;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.Map;

/** Fine-tuning on a task that gives each word a tag; an example is a text. */
record TaggingTuning(TaggingTask task) implements FineTuningTask<TokenTagger, PackedTokens> {

  @Override
  public String name() {
    return task.name();
  }

  @Override
  public String metric() {
    return task.getMetric();
  }

  @Override
  public String lossUnit() {
    return "nats per word";
  }

  @Override
  public void checkFiles(FreeLbFinetuneConfig config) {
    task.findFile(config.data(), Split.TRAIN);
    task.findFile(config.data(), Split.DEV);
  }

  @Override
  public int countExamples(FreeLbFinetuneConfig config, Console console) throws IOException {
    return task.read(config.data(), Split.TRAIN).texts().size();
  }

  @Override
  public Map<String, long[]> readShapes(ModelDirectory model) throws IOException {
    return model.readShapes(ModelTask.TOKEN_CLASSIFICATION, task.labels().size());
  }

  @Override
  public TokenTagger read(ModelDirectory model, NDManager manager, ModelOptions options)
      throws IOException {
    return model.readTagger(manager, options.with(changes -> changes.labels(task.labels())));
  }

  @Override
  public TokenTagger initialize(ModelDirectory model, NDManager manager, ModelOptions options)
      throws IOException {
    return model.newTagger(manager, options.with(changes -> changes.labels(task.labels())));
  }

  @Override
  public TaggingSplits open(FreeLbFinetuneConfig config, Tokenizer tokenizer, Console console)
      throws IOException {
    TaggedTexts train = task.read(config.data(), Split.TRAIN);
    TaggedTexts dev = task.read(config.data(), Split.DEV);
    int length = config.training().maxLength();
    return new TaggingSplits(
        this,
        TaggedExamples.of(train, tokenizer, length, console::warn),
        TaggedExamples.of(dev, tokenizer, length, console::warn),
        Map.of("train", train.digest(), "dev", dev.digest()));
  }
}
