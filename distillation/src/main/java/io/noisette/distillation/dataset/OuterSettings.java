package io.noisette.distillation.dataset;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireNotNegative;

import io.noisette.optim.AdamW;
import io.noisette.schedule.LearningRateSchedule;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Settings of the outer loop, which learns the synthetic texts, labels and rates. */
@RecordBuilder
public record OuterSettings(
    @Setting(
            help = "number of outer steps: updates of the synthetic texts",
            byDefault = "400",
            resume = OnResume.RAISABLE)
        int outerSteps,
    @Setting(help = "number of real texts per outer step", byDefault = "256") int batchSize,
    @Setting(
            help = "learning rate of Adam for synthetic texts, labels and raw rates",
            byDefault = "0.01")
        double learningRate,
    @Setting(
            help = "number of times that this learning rate is halved, at equal intervals",
            byDefault = "3")
        int halvings,
    @Setting(
            help =
                "number of training texts that are held out for validation, at most a tenth; the"
                    + " dev split is left to evaluate",
            byDefault = "1000")
        int validationTexts,
    @Setting(help = "number of outer steps between validations", byDefault = "50")
        int validateEvery,
    @Setting(
            help = "random seed of initial weights, synthetic texts and order of the real texts",
            byDefault = "1")
        long seed)
    implements OuterSettingsBuilder.With {

  /** Adam as in the published code: betas 0.5 and 0.999, no weight decay. */
  static final AdamW.Settings ADAM = new AdamW.Settings(0.5, 0.999, 1e-8, 0);

  public OuterSettings {
    requireAtLeast("outer-steps", outerSteps, 1);
    requireAtLeast("batch-size", batchSize, 1);
    requireNotNegative("learning-rate", learningRate);
    requireAtLeast("halvings", halvings, 0);
    requireAtLeast("validation-texts", validationTexts, 1);
    requireAtLeast("validate-every", validateEvery, 1);
  }

  /** Returns the learning rates: constant between the halvings. */
  LearningRateSchedule toSchedule() {
    return step -> {
      int part = (int) Math.min(halvings, step * (halvings + 1) / outerSteps);
      return learningRate * Math.pow(0.5, part);
    };
  }
}
