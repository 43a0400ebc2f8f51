package io.noisette.seq2seq;

import io.noisette.failure.UsageException;
import io.noisette.generate.search.EarlyStopping;
import io.noisette.generate.search.GenerationConfigFile;
import io.noisette.generate.search.GenerationSettings;
import io.noisette.generate.target.GenerationPlan;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.seq2seq.data.PairLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Settings of beam search in validation, which checkpoints keep, each with its origin.
 *
 * @param settings all settings
 * @param lines name, value and origin of each setting, for the user
 */
record SearchPlan(GenerationSettings settings, List<String> lines) {

  private static final int BEAMS = 4;
  private static final int UNIT = 8;
  private static final String EARLY_STOPPING = "early_stopping";
  private static final String LONGEST =
      "the longest training target, 99.9th percentile, rounded up";

  SearchPlan {
    lines = List.copyOf(lines);
  }

  /**
   * Makes the plan of a training run: options, then the settings of the model directory that differ
   * from what transformers assumes, then defaults. Results begin with {@code <s>}, as targets do. A
   * minimum length is never taken from the directory: it would keep the model from learning to end
   * short targets.
   *
   * @param longestTarget number of tokens that nearly all training targets do not exceed
   * @throws UsageException if the settings do not fit the model
   */
  static SearchPlan of(Seq2SeqFinetuneConfig config, Seq2SeqModel model, int longestTarget)
      throws IOException {
    Path directory = model.directory();
    PairLimits limits = model.getLimits(config.lengths());
    BartConfig sizes = model.config();
    GenerationConfigFile file = GenerationConfigFile.open(directory);
    GenerationSettings stored = file.getSettings();
    GenerationSettings base =
        new GenerationSettings(
            stored.numBeams() == 1 ? BEAMS : stored.numBeams(),
            1,
            stored.lengthPenalty(),
            file.has(EARLY_STOPPING) ? stored.earlyStopping() : EarlyStopping.TRUE,
            roomFor(longestTarget, sizes.getTargetPositions(limits.source())),
            0,
            stored.noRepeatNgramSize(),
            sizes.getTargetStart(),
            sizes.special().eos());
    SearchOrigins origins = new SearchOrigins(config.search(), config.preset(), stored);
    GenerationSettings settings = config.search().over(base);
    if (origins.hasGivenLengthPenalty()) {
      GenerationPlan.requireComparison(settings.numBeams());
    }
    limits.requireRoom(settings.maxNewTokens(), sizes, directory);
    List<String> lines = new ArrayList<>(origins.describe(base, LONGEST));
    lines.addAll(describeRest(settings, file, sizes.special()));
    return checked(settings, lines);
  }

  /** Returns the settings that have no option, with their origins. */
  private static List<String> describeRest(
      GenerationSettings settings, GenerationConfigFile file, BartSpecialTokens special) {
    List<String> lines = new ArrayList<>();
    if (settings.numBeams() > 1) {
      String origin = file.has(EARLY_STOPPING) ? "checkpoint" : "default";
      lines.add(EARLY_STOPPING + " " + settings.earlyStopping() + " (" + origin + ")");
    }
    if (settings.forcedBosTokenId() != null) {
      lines.add("forced_bos_token_id " + settings.forcedBosTokenId() + " (<s> of the model)");
    }
    lines.add("forced_eos_token_id " + settings.forcedEosTokenId() + " (</s> of the model)");
    lines.addAll(file.listUnused(special));
    return lines;
  }

  /**
   * Returns the next multiple of 8 above a length, so that a result of that length is not taken for
   * one that the maximum has ended.
   */
  private static int roomFor(int length, int most) {
    return Math.min(most, (length / UNIT + 1) * UNIT);
  }

  private static SearchPlan checked(GenerationSettings settings, List<String> lines) {
    if (settings.minNewTokens() > settings.maxNewTokens()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "a result must have at least %d tokens, but may have only %d; set --min-tokens or"
                  + " --max-tokens",
              settings.minNewTokens(),
              settings.maxNewTokens()));
    }
    return new SearchPlan(settings, lines);
  }

  /** Returns one line with all settings. */
  String describe() {
    return "generation: " + String.join(", ", lines);
  }
}
