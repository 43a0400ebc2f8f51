package io.noisette.distillation.dataset;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.distillation.unroll.LabelForm;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Settings of the synthetic texts, and of the training on them. */
@RecordBuilder
public record SyntheticSettings(
    @Setting(help = "number of synthetic texts per class in each step", byDefault = "1")
        int perClass,
    @Setting(
            help = "number of steps of gradient descent per epoch, each with texts of its own",
            byDefault = "1")
        int steps,
    @Setting(
            help = "number of epochs over the synthetic texts; every step has a rate of its own",
            byDefault = "3")
        int epochs,
    @Setting(
            help =
                "learned labels, which weigh the classes in the loss: one-hot at the start, then"
                    + " learned with the texts")
        boolean softLabels,
    @Setting(
            help = "learning rate of the networks at the start, from which the rates are learned",
            byDefault = "0.1")
        double initialRate)
    implements SyntheticSettingsBuilder.With {

  public SyntheticSettings {
    requireAtLeast("per-class", perClass, 1);
    requireAtLeast("steps", steps, 1);
    requireAtLeast("epochs", epochs, 1);
    SetDescription.requireSize("per-class", perClass);
    SetDescription.requireSize("steps", steps);
    SetDescription.requireSize("epochs", epochs);
    if (!(initialRate > 0 && Double.isFinite(initialRate))) {
      throw new IllegalArgumentException("initial-rate must be above 0, not " + initialRate);
    }
  }

  /** Returns what the labels of the set are. */
  LabelForm getForm() {
    return softLabels ? LabelForm.RAW : LabelForm.HARD;
  }
}
