package io.noisette.template;

import ai.djl.ndarray.NDManager;
import io.noisette.corpus.Corpus;
import io.noisette.corpus.SequenceOrder;
import io.noisette.corpus.TokenStream;
import io.noisette.optim.AdamW;
import io.noisette.schedule.PolynomialSchedule;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.train.BatchSource;
import io.noisette.train.Cursor;
import io.noisette.train.LoopSettings;
import io.noisette.train.RunIdentity;
import io.noisette.train.RunPlan;
import io.noisette.train.StepBatch;
import io.noisette.train.TrainStep;
import io.noisette.train.TrainingTask;
import io.noisette.train.UpdateRule;
import io.noisette.train.Validator;
import io.noisette.train.step.Lanes;
import io.noisette.train.step.PlainStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Training task of a bigram language model: what a {@code Trainer} asks for. */
final class BigramTraining implements TrainingTask<BigramModel, BigramBatch> {

  private final BigramConfig config;
  private final Corpus corpus;
  private final Tokenizer tokenizer;

  BigramTraining(BigramConfig config, Corpus corpus, Tokenizer tokenizer) {
    this.config = config;
    this.corpus = corpus;
    this.tokenizer = tokenizer;
  }

  @Override
  public RunIdentity<?> getIdentity() {
    Map<String, String> digests =
        Map.of("corpus", corpus.getDigest(), "tokenizer", tokenizer.getDigest());
    return new RunIdentity<>(
        "bigram-lm",
        SettingsSchema.of(BigramConfig.class),
        config.withVocabSize(tokenizer.getSize()),
        digests);
  }

  @Override
  public @Nullable Path findStart() {
    return null; // there is no --init-from
  }

  @Override
  public BigramModel initialize(NDManager manager) {
    return BigramModel.initialize(manager, tokenizer.getSize(), config.dModel(), config.seed());
  }

  @Override
  public BigramModel read(NDManager manager, Path directory) throws IOException {
    return BigramModel.read(manager, directory);
  }

  @Override
  public UpdateRule newUpdateRule(NDManager manager, BigramModel model) {
    AdamW.Settings settings = new AdamW.Settings(0.9, 0.999, 1e-8, 0);
    return new UpdateRule(
        new AdamW(manager, model.getParameters(), settings),
        new PolynomialSchedule(config.learningRate(), 0, 1, 0, config.steps()),
        1);
  }

  @Override
  public TrainStep<BigramBatch> newStep(NDManager manager, BigramModel model) {
    return new PlainStep<>(
        manager,
        Lanes.single(manager, model),
        (batch, parts) -> List.of(batch),
        BigramModel::forwardBackward);
  }

  @Override
  public RunPlan toPlan(BigramModel model) {
    return new BigramPlan(config).of(tokenizer.getSize());
  }

  @Override
  public LoopSettings getLoopSettings() {
    return config.toLoopSettings();
  }

  /** Blocks of the corpus in an order that depends on seed and epoch alone. */
  @Override
  public BatchSource<BigramBatch> newBatches(BigramModel model) {
    TokenStream stream = new TokenStream(corpus, tokenizer.getEosId());
    int length = (int) Math.min(config.tokensPerStep(), stream.getLength() - 1);
    long blocks = (stream.getLength() - 1) / length;
    return cursor -> {
      long block = SequenceOrder.of(blocks, config.seed(), cursor.epoch()).at(cursor.position());
      BigramBatch batch = new BigramBatch(stream.read(block * length, length + 1));
      boolean last = cursor.position() == blocks - 1;
      Cursor next =
          last
              ? new Cursor(cursor.epoch() + 1, 0)
              : new Cursor(cursor.epoch(), cursor.position() + 1);
      return new StepBatch<>(List.of(batch), batch.getTargetTokens(), 1, cursor, next);
    };
  }

  @Override
  public @Nullable Validator newValidator(NDManager manager, BigramModel model) {
    return null; // a real task measures the model on held-out data here
  }

  @Override
  public void write(Path directory, BigramModel model) throws IOException {
    model.write(directory);
    tokenizer.write(directory);
  }
}
