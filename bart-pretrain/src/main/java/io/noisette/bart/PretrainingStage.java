package io.noisette.bart;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.corpus.Corpus;
import io.noisette.failure.NonFiniteException;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.noise.NoisePlugins;
import io.noisette.noise.NoiseSetting;
import io.noisette.noise.TokenizerVocabulary;
import io.noisette.noising.NoiseCompiler;
import io.noisette.reproduce.StageRecipe;
import io.noisette.reproduce.StageResult;
import io.noisette.run.Machine;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.train.TrainingState;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipe {@code bart-pretrain} for the stages of a table: pretrains a BART that later stages start
 * from. Its metric {@code validation.loss} is the lowest validation loss.
 */
final class PretrainingStage implements StageRecipe<BartPretrainConfig> {

  private final NoiseCompiler noiseCompiler;

  @Inject
  PretrainingStage(NoiseCompiler noiseCompiler) {
    this.noiseCompiler = noiseCompiler;
  }

  @Override
  public Class<BartPretrainConfig> getSettingsType() {
    return BartPretrainConfig.class;
  }

  @Override
  public BartPretrainConfig settle(BartPretrainConfig config) throws IOException {
    return config.withRuntime(config.runtime().settledOn(Machine.describe()));
  }

  @Override
  public String describeCost(BartPretrainConfig config) {
    return String.format(
        Locale.ROOT,
        "%,d steps of %,d tokens",
        config.training().steps(),
        config.training().tokensPerStep());
  }

  /**
   * Checks that the corpora exist and have one tokenizer, and that noise and model config fit it.
   */
  @Override
  public void check(BartPretrainConfig config, Set<String> pending) throws IOException {
    Corpus corpus = Corpus.open(config.requireCorpus());
    if (config.validation() != null) {
      PretrainingData.requireSameTokenizer(corpus, Corpus.open(config.validation()));
    }
    try (Tokenizer tokenizer = corpus.loadTokenizer()) {
      String noise = config.noise();
      if (noise != null) {
        NoiseSetting.compile(
            noise,
            new NoisePlugins(noiseCompiler).loadAgain(config.plugins()),
            new TokenizerVocabulary(tokenizer));
      }
      if (config.training().initFrom() == null) {
        config.toModel(tokenizer.getSize(), BartSpecialTokens.BART);
      }
    }
  }

  @Override
  public @Nullable StageResult train(BartPretrainConfig config, Console console, StopSignal stop)
      throws IOException {
    BartPretrainRecipe recipe = new BartPretrainRecipe(config, noiseCompiler, console);
    TrainingState state = recipe.train(stop);
    if (!state.hasDone(config.training().steps())) {
      return null;
    }
    Path run = config.runtime().requireOutput();
    Double loss = state.best();
    if (loss == null && config.validation() != null) {
      throw new NonFiniteException(
          "training has diverged: every validation had a NaN or infinite loss; lower the learning"
              + " rate");
    }
    return StageResult.ofModel(loss == null ? Map.of() : Map.of("validation.loss", loss), run);
  }
}
