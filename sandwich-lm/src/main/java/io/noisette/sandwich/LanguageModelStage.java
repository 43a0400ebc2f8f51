package io.noisette.sandwich;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.UsageException;
import io.noisette.reproduce.StageRecipe;
import io.noisette.reproduce.StageResult;
import io.noisette.run.Machine;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipe {@code sandwich-lm} for the stages of a table: trains a language model. Its metric {@code
 * validation.perplexity} is the lowest perplexity on the validation corpus.
 */
final class LanguageModelStage implements StageRecipe<SandwichLmConfig> {

  @Override
  public Class<SandwichLmConfig> getSettingsType() {
    return SandwichLmConfig.class;
  }

  @Override
  public SandwichLmConfig settle(SandwichLmConfig config) throws IOException {
    SandwichLmConfig shaped = config.withPrecisionForGates();
    return shaped.withRuntime(shaped.runtime().settledOn(Machine.describe()));
  }

  @Override
  public String describeCost(SandwichLmConfig config) {
    return String.format(
        Locale.ROOT,
        "%,d steps of %,d tokens",
        config.training().steps(),
        config.training().tokensPerStep());
  }

  @Override
  public void check(SandwichLmConfig config, Set<String> pending) throws IOException {
    if (config.validation() == null) {
      throw new UsageException(
          "--validation is missing: held-out corpus on which the table's numbers are measured");
    }
    try (LanguageData data = LanguageData.open(config.requireCorpus(), config.validation())) {
      if (config.training().initFrom() == null && !pending.contains("init-from")) {
        int vocabularySize = data.getTokenizer().getSize();
        config.withCutoffsWithin(vocabularySize).toModel(vocabularySize, data.getTokens());
      }
    }
  }

  @Override
  public @Nullable StageResult train(SandwichLmConfig config, Console console, StopSignal stop)
      throws IOException {
    SandwichLmResult result = new SandwichLmRecipe(config, console).train(stop);
    if (!result.state().hasDone(config.training().steps())) {
      return null;
    }
    Double perplexity = result.validationPerplexity();
    if (perplexity == null) {
      throw new NonFiniteException(
          "training has diverged: every validation had a NaN or infinite loss; lower the learning"
              + " rate");
    }
    return StageResult.ofModel(
        Map.of("validation.perplexity", perplexity), config.runtime().requireOutput());
  }
}
