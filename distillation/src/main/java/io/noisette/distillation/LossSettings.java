package io.noisette.distillation;

import io.noisette.distillation.loss.EnsembleMean;
import io.noisette.distillation.loss.SoftTargets;
import io.noisette.distillation.loss.TargetKind;
import io.noisette.distillation.loss.TermSettings;
import io.noisette.distillation.loss.TermSettingsBuilder;
import io.noisette.distillation.loss.TermWeights;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
            help =
                "targets from the teachers: probabilities; or labels, only the likeliest one of"
                    + " each text, at a temperature of 1 (hard distillation)",
            byDefault = "probabilities")
        TargetKind targets,
    TermSettings terms)
    implements LossSettingsBuilder.With {

  private static final double DEFAULT_TEMPERATURE = 2;

  /** Returns a copy with changes to the weights of the terms and of the teachers. */
  public LossSettings withTerms(Consumer<TermSettingsBuilder> changes) {
    return withTerms(terms.with(changes));
  }

  /**
   * Returns warnings of what the student of a regression does not use, which learns the mean of the
   * teachers' scores.
   */
  List<String> findUnusedForScores() {
    List<String> unused = new ArrayList<>();
    if (targets == TargetKind.LABELS) {
      unused.add("--targets labels");
    }
    if (terms.ensemble() == EnsembleMean.GEOMETRIC) {
      unused.add("--ensemble geometric");
    }
    if (temperature != DEFAULT_TEMPERATURE && targets != TargetKind.LABELS) {
      unused.add("--temperature " + temperature);
    }
    return unused.stream()
        .map(
            option ->
                option
                    + " has no effect: the task is a regression, whose students learn the weighted"
                    + " mean of the teachers' scores")
        .toList();
  }

  /** Returns the temperature of the soft term, which is 1 for labels. */
  double toTemperature() {
    return targets == TargetKind.LABELS ? 1 : temperature;
  }

  /** Returns the weights of both terms. */
  TermWeights toTerms() {
    return terms.toWeights();
  }

  /** Returns how the targets of a number of teachers are formed. */
  SoftTargets toTargets(int teachers) {
    return terms.toTargets(temperature, teachers);
  }

  /** Returns the targets at T = 1, which say what the ensemble itself would answer. */
  SoftTargets toAnswers(int teachers) {
    return terms.toTargets(1, teachers);
  }

  void requireTeachers(int teachers) {
    terms.requireTeachers(temperature, teachers);
  }
}
