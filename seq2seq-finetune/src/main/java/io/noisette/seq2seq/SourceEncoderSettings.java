package io.noisette.seq2seq;

import static io.noisette.model.ConfigBounds.requireLayers;

import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a source encoder in front of BART, for sources in a language with a vocabulary of its
 * own, and of its training in two stages (docs/papers.md 1.5).
 *
 * @param sourceEncoder number of layers of a new source encoder, or null: the model stays as it is
 * @param sourceTokenizer tokenizer of the sources, for a new source encoder
 * @param stage of the training; null: 1 for a new source encoder, otherwise 2
 */
@RecordBuilder
public record SourceEncoderSettings(
    @Setting(
            help =
                "number of layers of a new source encoder in front of BART, for sources in a"
                    + " language with a vocabulary of its own (the BART paper's translation: 6)",
            placeholder = "N")
        @Nullable Integer sourceEncoder,
    @Setting(
            help =
                "tokenizer.json of the sources, for --source-encoder; the targets keep that of"
                    + " --model",
            placeholder = "FILE",
            resume = OnResume.INPUT)
        @Nullable Path sourceTokenizer,
    @Setting(
            help =
                "stage of the training of a model with a source encoder: 1 trains the source"
                    + " encoder, the encoder's positions and the query, key and value projections"
                    + " of its first layer; 2 trains everything (default: 1 with --source-encoder,"
                    + " otherwise 2)",
            placeholder = "1|2")
        @Nullable Integer stage)
    implements SourceEncoderSettingsBuilder.With {

  /** Settings of a model without a source encoder. */
  public static final SourceEncoderSettings NONE = new SourceEncoderSettings(null, null, null);

  public SourceEncoderSettings {
    if (sourceEncoder != null) {
      requireLayers("source-encoder", sourceEncoder);
    }
    if ((sourceEncoder == null) != (sourceTokenizer == null)) {
      throw new IllegalArgumentException(
          "source-encoder and source-tokenizer are given together: a new source encoder needs the"
              + " tokenizer of its language");
    }
    if (stage != null && stage != 1 && stage != 2) {
      throw new IllegalArgumentException("stage must be 1 or 2, not " + stage);
    }
  }

  /** Returns whether only the first stage's parameters are trained. */
  boolean isFirstStage() {
    return stage == null ? sourceEncoder != null : stage == 1;
  }
}
