package io.noisette.train;

import ai.djl.ndarray.NDManager;
import io.noisette.optim.AdamW;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.step.Lanes;
import io.noisette.train.step.PlainStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The smallest task there is: a {@link LineModel} on the numbers of a step. */
class LineTask implements TrainingTask<LineModel, float[]> {

  static final String FILE_NAME = "weight.txt";

  /** Its settings. */
  record Settings(
      @Setting(help = "number of steps", resume = OnResume.RAISABLE) int steps,
      @Setting(help = "random seed") long seed) {}

  private final Settings settings;
  private final @Nullable Path start;

  LineTask(Settings settings, @Nullable Path start) {
    this.settings = settings;
    this.start = start;
  }

  static RunIdentity<Settings> identity(Settings settings) {
    return new RunIdentity<>(
        "line", SettingsSchema.of(Settings.class), settings, Map.of("corpus", "cafe"));
  }

  @Override
  public RunIdentity<?> getIdentity() {
    return identity(settings);
  }

  @Override
  public @Nullable Path findStart() {
    return start;
  }

  @Override
  public LineModel initialize(NDManager manager) {
    return new LineModel(manager, settings.seed());
  }

  @Override
  public LineModel read(NDManager manager, Path directory) throws IOException {
    String weight = Files.readString(directory.resolve(FILE_NAME));
    return new LineModel(manager, Float.parseFloat(weight));
  }

  @Override
  public UpdateRule newUpdateRule(NDManager manager, LineModel model) {
    AdamW.Settings adam = new AdamW.Settings(0.9, 0.98, 1e-8, 0);
    return new UpdateRule(
        new AdamW(manager, model.getParameters(), adam), done -> 0.1 / (1 + done), 1);
  }

  @Override
  public TrainStep<float[]> newStep(NDManager manager, LineModel model) {
    return new PlainStep<>(
        manager,
        Lanes.single(manager, model),
        (numbers, parts) -> List.of(numbers),
        LineModel::forwardBackward);
  }

  @Override
  public RunPlan toPlan(LineModel model) {
    MemoryEstimate memory = new MemoryEstimate(1, 2, 1, 8, 4);
    return new RunPlan(
        "a line", Map.of("w", "(1)"), memory, 1, List.of("steps"), List.of("careful"));
  }

  @Override
  public LoopSettings getLoopSettings() {
    return new LoopSettings(settings.steps(), 1, 0, 4, 3, NonFinitePolicy.FAIL);
  }

  @Override
  public BatchSource<float[]> newBatches(LineModel model) {
    return LineTask::batch;
  }

  @Override
  public Validator newValidator(NDManager manager, LineModel model) {
    return (stop, progress) -> Map.of(Validator.LOSS, (double) Math.abs(model.weight()));
  }

  @Override
  public void write(Path directory, LineModel model) throws IOException {
    Files.writeString(directory.resolve(FILE_NAME), Float.toString(model.weight()));
  }

  private static StepBatch<float[]> batch(Cursor cursor) {
    float[] numbers = {1 + cursor.position() % 3, 0.5f};
    Cursor next = new Cursor(cursor.epoch(), cursor.position() + 1);
    return new StepBatch<>(List.of(numbers, new float[] {2}), 3, 3, cursor, next);
  }
}
