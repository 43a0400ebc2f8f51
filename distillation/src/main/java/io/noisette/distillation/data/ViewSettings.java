package io.noisette.distillation.data;

import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of generated labels: views, selection, and kind of the labels. */
@RecordBuilder
public record ViewSettings(
    @Setting(
            help =
                "views of a text over which the predictions are averaged: noise specs, separated by"
                    + " commas; none is the text as it is; noise-list shows all noising functions",
            byDefault = "none,delete-tokens(ratio=0.1),mask-tokens(ratio=0.1),infill(ratio=0.1)",
            placeholder = "SPEC,SPEC…")
        String views,
    @Setting(
            help =
                "fraction of the unlabelled texts to keep, those with the highest scores; texts"
                    + " with equal scores are kept together (default: 0.5; all for a regression,"
                    + " which has no scores)")
        @Nullable Double keep,
    @Setting(
            help =
                "labelled: keep of each class in proportion to its frequency in the labelled texts;"
                    + " none: one threshold for all classes",
            byDefault = "labelled")
        Balance balance,
    @Setting(
            help =
                "learn from the mean probabilities of the views instead of their largest class (an"
                    + " extension: the paper has hard labels)")
        boolean softLabels,
    @Setting(
            help =
                "train one more student per seed for comparison, with the labels of the identity"
                    + " view and noise at training time: in each step, one of these noise specs is"
                    + " drawn for each text (an extension, as in noisy student training)",
            placeholder = "SPEC,SPEC…")
        @Nullable String trainNoise)
    implements ViewSettingsBuilder.With {

  private static final double DEFAULT_KEEP = 0.5;

  public ViewSettings {
    if (keep != null && !(keep > 0 && keep <= 1)) {
      throw new IllegalArgumentException("keep must be above 0 and at most 1, not " + keep);
    }
  }

  /** Returns the fraction of the texts to keep. */
  double toShare(boolean isRegression) {
    return keep != null ? keep : isRegression ? 1 : DEFAULT_KEEP;
  }

  List<View> toViews() {
    return View.parse("views", views);
  }

  /** Returns the noise at training time, none if that row is not wanted. */
  List<View> toTrainNoise() {
    return trainNoise == null ? List.of() : View.parse("train-noise", trainNoise);
  }

  /** Returns whether any view differs from the text as it is. */
  boolean hasNoise() {
    return toViews().stream().anyMatch(view -> !view.isIdentity());
  }
}
