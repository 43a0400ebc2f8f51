package io.noisette.adversary;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireNotNegative;

import io.noisette.adversary.perturbation.AdversaryNorm;
import io.noisette.adversary.perturbation.Ball;
import io.noisette.failure.UsageException;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.UnusedSettings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Settings of adversarial training. */
@RecordBuilder
public record AdversarySettings(
    @Setting(
            help =
                "adversarial training method, which perturbs the input embeddings; none:"
                    + " plain fine-tuning",
            byDefault = "none")
        Adversary adversary,
    @Setting(
            help =
                "number of adversarial steps: for freelb and yopo, forward and backward passes"
                    + " per batch (one more with --adv-variant fairseq); for pgd, ascent"
                    + " steps; for freeat, replays of each batch",
            byDefault = "3")
        int advSteps,
    @Setting(help = "step size of each ascent step, measured in --adv-norm", byDefault = "0.1")
        double advLr,
    @Setting(
            help =
                "maximum norm of the random initial perturbation; 0: no random start, the"
                    + " first pass sees the clean input",
            byDefault = "0")
        double advInitMag,
    @Setting(
            help =
                "maximum norm of the perturbation, which is projected back after each"
                    + " ascent step; 0: unlimited",
            byDefault = "0")
        double advMaxNorm,
    @Setting(
            help = "norm of the perturbation, computed per sequence over all tokens together",
            byDefault = "l2")
        AdversaryNorm advNorm,
    @Setting(
            help =
                "published implementation whose number of passes is used: hf (--adv-steps)"
                    + " or fairseq (1 + --adv-steps)",
            byDefault = "hf")
        AdversaryVariant advVariant,
    @Setting(
            help =
                "first step with adversarial training; earlier steps train without"
                    + " perturbation",
            byDefault = "1")
        int advBeginStep,
    @Setting(
            help =
                "number of ascent steps of yopo per pass through the whole model; they go through"
                    + " the embeddings and the first Transformer layer only",
            byDefault = "2")
        int yopoInnerSteps,
    @Setting(
            help =
                "on: one dropout mask for all passes over a batch; off: a new mask per pass"
                    + " (freeat always uses new masks)",
            byDefault = "on")
        DropoutSharing sharedDropout)
    implements AdversarySettingsBuilder.With, UnusedSettings {

  /** Plain training. */
  public static final AdversarySettings NONE =
      SettingsSchema.of(AdversarySettings.class).read(Map.of(), Map.of());

  public AdversarySettings {
    requireAtLeast("adv-steps", advSteps, leastSteps(adversary, advVariant));
    requireAtLeast("adv-begin-step", advBeginStep, 1);
    requireAtLeast("yopo-inner-steps", yopoInnerSteps, 1);
    requireNotNegative("adv-lr", advLr);
    requireNotNegative("adv-init-mag", advInitMag);
    requireNotNegative("adv-max-norm", advMaxNorm);
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>();
    boolean published = adversary == Adversary.FREELB || adversary == Adversary.YOPO;
    if (adversary == Adversary.NONE) {
      unused.addAll(
          List.of(
              "adv-steps",
              "adv-lr",
              "adv-init-mag",
              "adv-max-norm",
              "adv-norm",
              "adv-begin-step",
              "shared-dropout"));
    }
    if (!published) {
      unused.add("adv-variant");
    }
    if (adversary != Adversary.YOPO) {
      unused.add("yopo-inner-steps");
    }
    if (adversary == Adversary.FREEAT) {
      unused.add("shared-dropout");
    }
    return unused;
  }

  /** Returns a warning if settings of the perturbation were chosen, but nothing is perturbed. */
  public List<String> findWarnings() {
    Set<String> ignored = UnusedSettings.findIgnored(this);
    return adversary != Adversary.NONE || ignored.isEmpty()
        ? List.of()
        : List.of(
            "without --adversary nothing is perturbed, so these settings have no effect: --"
                + String.join(", --", ignored));
  }

  /**
   * Returns the setting for shared dropout masks; always off for FreeAT, which uses new masks in
   * each replay as published.
   */
  DropoutSharing toDropoutSharing() {
    return adversary == Adversary.FREEAT ? DropoutSharing.OFF : sharedDropout;
  }

  /** Returns the limits of the perturbation. */
  Ball toBall() {
    boolean published = adversary == Adversary.FREELB || adversary == Adversary.YOPO;
    double floor = published ? advVariant.getFloor(advNorm) : 0;
    return new Ball(advNorm, advInitMag, advMaxNorm, floor);
  }

  /**
   * Returns the minimum of {@code adv-steps}: 0 for PGD, which then trains at the random start;
   * otherwise such that there is at least one pass.
   */
  private static int leastSteps(Adversary adversary, AdversaryVariant variant) {
    return switch (adversary) {
      case PGD -> 0;
      case FREELB, YOPO -> 1 - variant.countPasses(0);
      case NONE, FREEAT -> 1;
    };
  }

  /**
   * Checks that each batch fits into one micro-batch for FreeAT, which cannot accumulate gradients
   * because it updates in every replay.
   *
   * @param batchSize number of examples in a batch
   * @param longest number of tokens of the longest example
   * @throws UsageException if not
   */
  public void requireOneMicroBatch(int batchSize, long longest, int microBatchTokens) {
    long most = longest * batchSize;
    if (adversary == Adversary.FREEAT && most > microBatchTokens) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--adversary freeat updates the weights in every replay, so each batch must fit into"
                  + " one micro-batch: the largest has %,d tokens (%d examples of %d tokens), but"
                  + " --micro-batch-tokens is %,d; increase it or lower --batch-size",
              most,
              batchSize,
              longest,
              microBatchTokens));
    }
  }

  /** Returns the end of a sentence about steps, empty without an adversary. */
  public String describe() {
    return adversary == Adversary.NONE
        ? ""
        : String.format(
            Locale.ROOT,
            ", adversary %s with %d passes per batch",
            adversary.name().toLowerCase(Locale.ROOT),
            countPasses());
  }

  /** Returns the number of forward and backward passes through the whole model per batch. */
  public int countPasses() {
    return switch (adversary) {
      case NONE -> 1;
      case FREELB, YOPO -> advVariant.countPasses(advSteps);
      case PGD -> advSteps + 1;
      case FREEAT -> advSteps;
    };
  }
}
