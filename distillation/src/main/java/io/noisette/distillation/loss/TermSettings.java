package io.noisette.distillation.loss;

import static io.noisette.settings.Bounds.requireNotNegative;

import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Settings of the terms of a student's loss: weights of both terms, mean of the teachers. */
@RecordBuilder
public record TermSettings(
    @Setting(
            help =
                "weight of the loss of the labels, a mean over the labelled texts of a step, or"
                    + " over its target tokens",
            byDefault = "0.5")
        double hardWeight,
    @Setting(
            help =
                "weight of the divergence from the teachers, a mean over all texts of a step, or"
                    + " over its target tokens (default: 1 - --hard-weight)")
        @Nullable Double softWeight,
    @Setting(
            help = "mean of the probabilities of several teachers, each softened first",
            byDefault = "arithmetic")
        EnsembleMean ensemble,
    @Setting(help = "weight of each teacher in the mean (default: equal)", placeholder = "X…")
        @Nullable List<Double> teacherWeights)
    implements TermSettingsBuilder.With {

  public TermSettings {
    teacherWeights = teacherWeights == null ? null : List.copyOf(teacherWeights);
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
  public TermWeights toWeights() {
    return new TermWeights(hardWeight, softWeight == null ? 1 - hardWeight : softWeight);
  }

  /** Returns how the targets of a number of teachers are formed at a temperature. */
  public SoftTargets toTargets(double temperature, int teachers) {
    return SoftTargets.weighted(
        ensemble,
        temperature,
        teacherWeights == null ? Collections.nCopies(teachers, 1.0) : teacherWeights);
  }

  /**
   * Checks that there are as many weights as teachers, and that they can be shares.
   *
   * @throws IllegalArgumentException if not, or if the temperature is not positive
   */
  public void requireTeachers(double temperature, int teachers) {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature must be above 0, not " + temperature);
    }
    if (teacherWeights != null && teacherWeights.size() != teachers) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "teacher-weights must have one weight for each --teacher, %d, not %d",
              teachers,
              teacherWeights.size()));
    }
    double sum = teacherWeights == null ? 1 : teacherWeights.stream().mapToDouble(it -> it).sum();
    if (teacherWeights != null
        && (teacherWeights.stream().anyMatch(weight -> !(weight >= 0))
            || !(sum > 0 && Double.isFinite(sum)))) {
      throw new IllegalArgumentException(
          "teacher-weights must be finite numbers of at least 0, and not all 0, not "
              + teacherWeights);
    }
  }
}
