package io.noisette.freelb.adversary;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireNotNegative;

import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;

/** What an adversary may do. */
@RecordBuilder
public record AdversarySettings(
    @Setting(help = "who perturbs the word vectors in training", byDefault = "none")
        AdversaryKind adversary,
    @Setting(
            help =
                "passes over a batch of freelb and yopo (fairseq: one more); ascents of pgd;"
                    + " replays of freeat",
            byDefault = "3")
        int advSteps,
    @Setting(help = "length of an ascent, in the norm", byDefault = "0.1") double advLr,
    @Setting(
            help = "size of the random start; 0: start at the clean text, in the first pass",
            byDefault = "0")
        double advInitMag,
    @Setting(help = "largest norm after an ascent; 0: no limit", byDefault = "0") double advMaxNorm,
    @Setting(help = "norm, over all tokens of a text together", byDefault = "l2")
        AdversaryNorm advNorm,
    @Setting(
            help = "whose count of passes: hf, adv-steps; fairseq, 1 + adv-steps",
            byDefault = "hf")
        AdversaryVariant advVariant,
    @Setting(help = "plain training before this step", byDefault = "1") int advBeginStep,
    @Setting(help = "ascents of yopo between two whole passes", byDefault = "2") int yopoInnerSteps,
    @Setting(
            help = "one dropout mask for all passes over a batch; freeat always draws a new one",
            byDefault = "on")
        DropoutSharing sharedDropout)
    implements AdversarySettingsBuilder.With {

  public AdversarySettings {
    requireAtLeast("adv-steps", advSteps, leastSteps(adversary, advVariant));
    requireAtLeast("adv-begin-step", advBeginStep, 1);
    requireAtLeast("yopo-inner-steps", yopoInnerSteps, 1);
    requireNotNegative("adv-lr", advLr);
    requireNotNegative("adv-init-mag", advInitMag);
    requireNotNegative("adv-max-norm", advMaxNorm);
  }

  /** Where perturbations may go. */
  Ball toBall() {
    boolean published = adversary == AdversaryKind.FREELB || adversary == AdversaryKind.YOPO;
    double floor = published ? advVariant.getFloor(advNorm) : 0;
    return new Ball(advNorm, advInitMag, advMaxNorm, floor);
  }

  /** PGD without an ascent trains at the random start; in the others a pass must be left. */
  private static int leastSteps(AdversaryKind adversary, AdversaryVariant variant) {
    return switch (adversary) {
      case PGD -> 0;
      case FREELB, YOPO -> 1 - variant.countPasses(0);
      case NONE, FREEAT -> 1;
    };
  }
}
