package io.noisette.bart;

import io.noisette.bart.objective.Denoising;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.failure.UsageException;
import io.noisette.noise.NoisePlugins;
import io.noisette.noise.NoiseSetting;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code evaluate --task denoising}: measures how well a BART restores corrupted held-out text. */
final class DenoisingEvaluation implements Evaluation<DenoisingEvaluationConfig> {

  private final NoisePlugins plugins;

  @Inject
  DenoisingEvaluation(NoisePlugins plugins) {
    this.plugins = plugins;
  }

  @Override
  public String getSummary() {
    return "Evaluate a BART on restoring corrupted text: loss, and accuracy on corrupted and copied"
        + " tokens";
  }

  @Override
  public String getDetails() {
    return """
    noisette evaluate --task denoising --model runs/mini --corpus held-out \\
        --noise mask-tokens --noise delete-tokens --noise infill

    Losses are in nats per target token, with teacher forcing. "Hidden" tokens are those that the
    noise has corrupted; their unigram loss is that of predicting by the token frequencies of the
    training corpus, if that corpus still exists. Copy accuracy is the fraction of the other
    target tokens that the model predicts correctly. docs/evaluation.md explains each number.\
    """;
  }

  @Override
  public Class<DenoisingEvaluationConfig> getSettingsType() {
    return DenoisingEvaluationConfig.class;
  }

  @Override
  public List<EvaluationResult> evaluate(
      DenoisingEvaluationConfig settings, Console console, StopSignal stop) throws IOException {
    NoiseCompiler noiseCompiler = plugins.load(settings.plugins(), console);
    return new ObjectiveEvaluator(settings.measurement(), console, stop)
        .evaluate(
            new Denoising(),
            (run, vocabulary) -> {
              List<Noise> noises =
                  specsOf(settings, run).stream()
                      .map(spec -> NoiseSetting.compile(spec, noiseCompiler, vocabulary))
                      .toList();
              if (settings.noise() == null) {
                requireSamePlugins(run, noises.get(0), noiseCompiler);
              }
              return new ArrayList<@Nullable Noise>(noises);
            });
  }

  /** Another plug-in of the same name is another noise than that of the run. */
  private static void requireSamePlugins(PretrainedRun run, Noise noise, NoiseCompiler compiler)
      throws IOException {
    try {
      run.plugins().requireSame(noise.getSpec(), compiler);
    } catch (UsageException e) {
      throw new UsageException(e.getMessage() + "; --noise '" + noise.getSpec() + "' takes it", e);
    }
  }

  /** Returns the given noise specs, otherwise the noise of the run, otherwise that of the paper. */
  private static List<String> specsOf(DenoisingEvaluationConfig settings, PretrainedRun run) {
    List<String> given = settings.noise();
    String ofRun = run.settings().noise();
    return given != null ? given : List.of(ofRun != null ? ofRun : Denoising.PAPER_NOISE);
  }
}
