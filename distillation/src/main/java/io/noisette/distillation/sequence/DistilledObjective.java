package io.noisette.distillation.sequence;

import ai.djl.ndarray.NDManager;
import io.noisette.distillation.loss.WordLoss;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.ConditionalModel;
import io.noisette.seq2seq.Seq2SeqFinetuneRecipe;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.RunIdentity;
import io.noisette.train.step.PlainStep.DetailedPass;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a distilled student learns in place of the given targets.
 *
 * @param config settings with one random seed and the output directory of the run
 * @param pairs training sources with the teacher's targets; null: the given ones
 * @param teachers those whose probabilities it learns; null: none, only labels
 */
record DistilledObjective(
    SequenceDistillConfig config, @Nullable Path pairs, @Nullable WordTeachers teachers)
    implements Seq2SeqFinetuneRecipe.Objective {

  @Override
  public RunIdentity<?> toIdentity(Map<String, String> digests) {
    Map<String, String> all = new LinkedHashMap<>(digests);
    if (teachers != null) {
      all.putAll(teachers.getDigests());
    }
    return new RunIdentity<>(
        "distill", SettingsSchema.of(SequenceDistillConfig.class), config, all);
  }

  @Override
  public @Nullable Path findPairs() {
    return pairs;
  }

  @Override
  public @Nullable DetailedPass<ConditionalModel, Seq2SeqBatch> findPass(NDManager manager) {
    if (teachers == null) {
      return null;
    }
    WordLoss loss =
        new WordLoss(
            manager,
            config.runtime().precision(),
            config.terms().toTargets(config.temperature(), teachers.getCount()),
            config.terms().toWeights(),
            config.training().toLabelSmoothing());
    return new WordPass(teachers, loss);
  }
}
