package io.noisette.quickstart;

import io.noisette.bart.BartPretrainConfig;
import io.noisette.bart.BartPretrainRecipe;
import io.noisette.bart.SpeedTrial;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.noising.NoiseCompiler;
import io.noisette.report.RunReports;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.OtherWork;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.TrainingSettings;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pretraining stage: trains the preset {@code tiny} for as many steps as the time allows, and
 * ends earlier if they take longer than they did in a trial.
 */
final class QuickstartTraining {

  private static final int VALIDATION_TOKENS_A_MINUTE = 4096;

  /** More tokens than the sample text has held out. */
  private static final int MOST_VALIDATION_TOKENS = 16_384;

  private static final double MOST_TRIAL_SECONDS = 8;
  private static final double TRIAL_SHARE = 0.1;

  private final QuickstartDirectory directory;
  private final NoiseCompiler noiseCompiler;
  private final RunReports reports;
  private final Console console;

  QuickstartTraining(
      QuickstartDirectory directory,
      NoiseCompiler noiseCompiler,
      RunReports reports,
      Console console) {
    this.directory = directory;
    this.noiseCompiler = noiseCompiler;
    this.reports = reports;
    this.console = console;
  }

  /**
   * Trains to the last step or until the time is over, resuming an unfinished run.
   *
   * @return the plan that was carried out, or null if a signal stopped it early
   */
  @Nullable TrainingPlan train(QuickstartRecord begun, TimeBudget time) throws IOException {
    TrainingPlan plan = begun.training();
    if (plan == null) {
      SpeedTrial.Speed speed = measure(begun.minutes());
      plan = TrainingPlan.of(time.getSecondsLeft(), speed);
      begun.with(directory.getRoot(), plan);
      console.info(
          String.format(
              Locale.ROOT,
              "%,d steps fit into the training time, at %.1f steps per second and %.1f s per"
                  + " validation",
              plan.steps(),
              plan.stepsPerSecond(),
              plan.secondsPerValidation()));
    }
    long done = CheckpointDirectory.findNewestStep(directory.getRun());
    if (done >= plan.lastStep()) {
      console.info(String.format(Locale.ROOT, "all %,d steps are done", plan.lastStep()));
      return plan;
    }
    BartPretrainRecipe recipe =
        new BartPretrainRecipe(configOf(begun.minutes(), plan), noiseCompiler, console);
    TrainingState end;
    boolean isLate;
    try (StopSignal stop = StopSignal.listen(this::announceStop, console::warn);
        TimeBudget.Limit limit =
            new TimeBudget.Limit(plan.limitSeconds(done), stop, () -> hasStepAfter(done))) {
      end = reports.writeAfter(directory.getRun(), stop, console, () -> recipe.train(stop));
      isLate = limit.isReached();
      if (stop.isRequested() && !isLate) {
        return null;
      }
    }
    if (end.step() < plan.steps()) {
      return endEarly(begun, plan.endedAt(end.step()));
    }
    return end.validationDue() && !validates(recipe) ? null : plan;
  }

  /** Makes up for the last validation, which the end of the time has cut short. */
  private boolean validates(BartPretrainRecipe recipe) throws IOException {
    try (StopSignal stop = StopSignal.listen(this::announceStop, console::warn)) {
      reports.writeAfter(directory.getRun(), stop, console, () -> recipe.train(stop));
      return !stop.isRequested();
    }
  }

  private TrainingPlan endEarly(QuickstartRecord begun, TrainingPlan ended) throws IOException {
    begun.with(directory.getRoot(), ended);
    console.info(
        String.format(
            Locale.ROOT,
            "the time for pretraining is over at step %,d of %,d: training was slower than in the"
                + " trial",
            ended.lastStep(),
            ended.steps()));
    return ended;
  }

  private SpeedTrial.Speed measure(double minutes) throws IOException {
    double seconds = Math.min(MOST_TRIAL_SECONDS, TRIAL_SHARE * 60 * minutes);
    OtherWork.mention(console);
    console.info("measuring the training speed …");
    return new SpeedTrial(read(settings(minutes)), noiseCompiler, console)
        .measure(directory.getScratch(), seconds);
  }

  private boolean hasStepAfter(long done) {
    try {
      return CheckpointDirectory.findNewestStep(directory.getRun()) > done;
    } catch (IOException e) {
      return false; // asked again a moment later
    }
  }

  private void announceStop() {
    console.info("stopping after the current step, which will be saved; the same command resumes");
  }

  private BartPretrainConfig configOf(double minutes, TrainingPlan plan) {
    Map<String, Object> settings = settings(minutes);
    TrainingSettings preset = read(settings).training();
    settings.put("steps", plan.steps());
    settings.put("warmup-steps", plan.limitWarmup(preset.warmupSteps()));
    settings.put("learning-rate", plan.limitRate(preset.learningRate()));
    settings.put("validate-every", plan.validateEvery());
    settings.put("checkpoint-every", plan.validateEvery());
    return read(settings);
  }

  private Map<String, Object> settings(double minutes) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("preset", "tiny");
    settings.put("corpus", directory.getCorpus());
    settings.put("validation", directory.getHeldOutCorpus());
    settings.put("validation-tokens", validationTokens(minutes));
    settings.put("output", directory.getRun());
    return settings;
  }

  /**
   * Returns the number of validation tokens, which grows with the time so that short runs do not
   * spend most of it on validation.
   */
  private static int validationTokens(double minutes) {
    double tokens = VALIDATION_TOKENS_A_MINUTE * Math.max(1, minutes);
    return (int) Math.min(MOST_VALIDATION_TOKENS, tokens);
  }

  private static BartPretrainConfig read(Map<String, Object> settings) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    settings.forEach(
        (name, value) -> given.put(name, new GivenValue("--" + name, List.of(value.toString()))));
    return SettingsSchema.of(BartPretrainConfig.class).read(given, Map.of());
  }
}
