package io.noisette.bart.objective;

import io.noisette.bart.model.ModelKind;
import io.noisette.bart.model.Seq2SeqExample;
import io.noisette.noise.NoiseSetting;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * BART's own objective: the encoder reads corrupted text, and the decoder predicts the original
 * text.
 */
public final class Denoising implements Objective {

  /** Noise of the BART paper's final recipe (docs/papers.md 1.3). */
  public static final String PAPER_NOISE = "permute-sentences|infill(ratio=0.3,lambda=3)";

  @Override
  public String getSummary() {
    return "restore text that --noise has corrupted (BART)";
  }

  @Override
  public ModelKind getModelKind() {
    return ModelKind.ENCODER_DECODER;
  }

  @Override
  public boolean hasNoise() {
    return true;
  }

  @Override
  public boolean isForInfilling() {
    return true;
  }

  @Override
  public List<ChartSpec> getCharts() {
    return List.of(
        new ChartSpec(
            "Loss on corrupted tokens",
            "nats per token",
            Topic.LEARNING,
            Scale.LINEAR,
            List.of(
                Figure.of("validation_hidden_loss", "validation"),
                Figure.reference("validation_hidden_unigram_loss", "unigram, no context"))),
        new ChartSpec(
            "Accuracy on held-out text",
            "fraction of tokens predicted correctly",
            Topic.LEARNING,
            Scale.SHARE,
            List.of(
                Figure.of("validation_copy_accuracy", "copied tokens"),
                Figure.of("validation_hidden_accuracy", "corrupted tokens"))));
  }

  /**
   * Returns an example with the corrupted text as source and the original text as target. Noise
   * that inserts tokens can exceed the model's number of positions; the source is truncated then.
   */
  @Override
  public Seq2SeqExample toExample(TokenizedDocument text, NoiseKey key, ObjectiveContext context) {
    int[] noised = NoiseSetting.corrupt(context.requireNoise(), text, key).toIds();
    int length = Math.min(noised.length, context.maxPositions() - 2); // bos and eos
    return Seq2SeqExample.teacherForced(
        context.addSpecials(Arrays.copyOf(noised, length)),
        context.addSpecials(text.toIds()),
        context.special().decoderStart());
  }

  @Override
  public HeldOutFigures newFigures(ObjectiveContext context, @Nullable UnigramModel unigram) {
    return new DenoisingFigures(context.requireNoise(), unigram);
  }
}
