package io.noisette.distillation;

import static io.noisette.settings.Bounds.requireNotNegative;

import io.noisette.distillation.loss.EnsembleMean;
import io.noisette.distillation.loss.SoftTargets;
import io.noisette.distillation.loss.TermWeights;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Settings of a student's loss: temperature, weights of both terms, mean of the teachers. */
@RecordBuilder
public record LossSettings(
    @Setting(
            help =
                "temperature T that softens the probabilities of teacher and student; the soft term"
                    + " is multiplied by T², so that its gradients keep their size; a regression"
                    + " has none",
            byDefault = "2")
        double temperature,
    @Setting(
            help = "weight of the loss of the labels, a mean over the labelled texts of a step",
            byDefault = "0.5")
        double hardWeight,
    @Setting(
            help =
                "weight of the divergence from the teachers, a mean over all texts of a step"
                    + " (default: 1 - --hard-weight)")
        @Nullable Double softWeight,
    @Setting(
            help = "mean of the probabilities of several teachers, each softened first",
            byDefault = "arithmetic")
        EnsembleMean ensemble,
    @Setting(help = "weight of each teacher in the mean (default: equal)", placeholder = "X…")
        @Nullable List<Double> teacherWeights)
    implements LossSettingsBuilder.With {

  public LossSettings {
    teacherWeights = teacherWeights == null ? null : List.copyOf(teacherWeights);
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature must be above 0, not " + temperature);
    }
    requireNotNegative("hard-weight", hardWeight);
    requireNotNegative("soft-weight", softWeight == null ? 0 : softWeight);
    if (softWeight == null && hardWeight >= 1) {
      throw new IllegalArgumentException(
          "hard-weight must be below 1, not "
              + hardWeight
              + ", unless --soft-weight is given: nothing would be learned from the teachers");
    }
    if (softWeight != null && softWeight == 0) {
      throw new IllegalArgumentException(
          "soft-weight must be above 0: otherwise nothing is learned from the teachers");
    }
  }

  /** Returns the weights of both terms. */
  TermWeights toTerms() {
    return new TermWeights(hardWeight, softWeight == null ? 1 - hardWeight : softWeight);
  }

  /** Returns how the targets of a number of teachers are formed. */
  SoftTargets toTargets(int teachers) {
    return SoftTargets.weighted(ensemble, temperature, weightsOf(teachers));
  }

  /** Returns the targets at T = 1, which say what the ensemble itself would answer. */
  SoftTargets toAnswers(int teachers) {
    return SoftTargets.weighted(ensemble, 1, weightsOf(teachers));
  }

  void requireTeachers(int teachers) {
    if (teacherWeights != null && teacherWeights.size() != teachers) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "teacher-weights must have one weight for each --teacher, %d, not %d",
              teachers,
              teacherWeights.size()));
    }
    toTargets(teachers);
  }

  private List<Double> weightsOf(int teachers) {
    return teacherWeights == null ? Collections.nCopies(teachers, 1.0) : teacherWeights;
  }
}
