package io.noisette.bart;

import io.noisette.bart.objective.Objective;
import io.noisette.bart.objective.ObjectiveChoice;
import io.noisette.bart.objective.UnigramModel;
import io.noisette.command.Console;
import io.noisette.corpus.Corpus;
import io.noisette.corpus.SequenceIndex;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.noise.RecordedPlugins;
import io.noisette.run.ModelPath;
import io.noisette.run.RunRecord;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings with which a model was pretrained, if it is a checkpoint of a run; otherwise nothing is
 * known.
 *
 * @param settings of the run
 * @param corpusDigest SHA-256 of the training corpus, or null
 * @param plugins the plug-ins of its noise
 */
record PretrainedRun(Settings settings, @Nullable String corpusDigest, RecordedPlugins plugins) {

  private static final String VERB = "bart-pretrain";
  private static final PretrainedRun UNKNOWN =
      new PretrainedRun(new Settings(null, null, null), null, RecordedPlugins.of(Map.of()));

  /** Settings of {@code bart-pretrain} that evaluations use as defaults. */
  record Settings(
      @Setting(help = "noise of the training run") @Nullable String noise,
      @Setting(help = "maximum number of tokens per sequence") @Nullable Integer sequenceLength,
      @Setting(help = "training corpus") @Nullable Path corpus) {}

  /** Returns the objective of a run, or null if it is of another command or a newer version. */
  static @Nullable Objective findObjective(RunRecord run) {
    return run.verb().equals(VERB) ? ObjectiveChoice.find(run.settings()) : null;
  }

  /** Reads the record of the run that a model directory is a checkpoint of. */
  static PretrainedRun of(Path model) throws IOException {
    Path run = ModelPath.findRun(model);
    if (run == null) {
      return UNKNOWN;
    }
    RunRecord record = RunRecord.read(run);
    if (!record.verb().equals(VERB)) {
      return UNKNOWN;
    }
    Settings settings =
        SettingsSchema.of(Settings.class).readKnown(run.resolve(RunRecord.FILE_NAME));
    return new PretrainedRun(
        settings, record.digests().get("corpus"), RecordedPlugins.of(record.digests()));
  }

  /**
   * Counts the tokens of the training corpus, if it still exists unchanged; otherwise returns null.
   */
  @Nullable UnigramModel countTokens(int vocabularySize, Console console) throws IOException {
    Path path = settings.corpus();
    Integer sequenceLength = settings.sequenceLength();
    if (path == null || sequenceLength == null) {
      return null;
    }
    try {
      Corpus corpus = Corpus.open(path);
      if (corpus.getDigest().equals(corpusDigest)) {
        try (SequenceIndex sequences = SequenceIndex.build(corpus, sequenceLength)) {
          return UnigramModel.of(sequences, vocabularySize);
        }
      }
      console.info(
          "skipping the metrics of the unigram baseline: the training corpus "
              + path
              + " has changed");
    } catch (UsageException | CorruptDataException e) {
      console.info(
          "skipping the metrics of the unigram baseline: cannot read the training corpus: "
              + e.getMessage());
    }
    return null;
  }
}
