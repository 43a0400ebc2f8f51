package io.noisette.sandwich;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.reproduce.CellRecipe;
import io.noisette.reproduce.CellResult;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How tables measure a language model: its lowest perplexity on the validation corpus. */
final class LanguageModelCell implements CellRecipe<SandwichLmConfig> {

  @Override
  public Class<SandwichLmConfig> getSettingsType() {
    return SandwichLmConfig.class;
  }

  @Override
  public @Nullable CellResult train(SandwichLmConfig config, Console console, StopSignal stop)
      throws IOException {
    SandwichLmResult result = new SandwichLmRecipe(config, console).train(stop);
    Double perplexity = result.validationPerplexity();
    boolean ended = result.state().step() == config.training().steps();
    return ended && perplexity != null
        ? new CellResult(Map.of("validation.perplexity", perplexity))
        : null;
  }
}
