package io.noisette.noising;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.Vocabulary;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Factory of a plug-in, wrapped so that whatever it throws is reported with the name of the
 * plug-in.
 */
final class PluginFunction implements NoisingFunctionFactory {

  private final Path plugin;
  private final NoisingFunctionFactory factory;
  private final String name;

  PluginFunction(Path plugin, NoisingFunctionFactory factory) {
    this.plugin = plugin;
    this.factory = factory;
    this.name = ask("getName", factory::getName);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String getDescription() {
    return ask("getDescription", factory::getDescription);
  }

  /**
   * Creates the noising function. An {@link IllegalArgumentException} is passed on, because it is
   * about a value from the user.
   */
  @Override
  public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
    Object answer =
        ask(
            "create",
            () -> {
              try {
                return factory.create(arguments, vocabulary);
              } catch (IllegalArgumentException refusal) {
                return refusal;
              }
            });
    if (answer instanceof IllegalArgumentException refusal) {
      throw refusal;
    }
    return (NoisingFunction) answer;
  }

  @Override
  public String toString() {
    return factory.getClass().getName() + " of plug-in " + plugin;
  }

  private <T> T ask(String method, Callable<? extends @Nullable T> question) {
    T answer;
    try {
      answer = question.call();
    } catch (OutOfMemoryError e) {
      throw e; // the caller handles it
    } catch (Exception | Error e) {
      throw new PluginException(
          "plug-in %s: %s.%s threw %s"
              .formatted(plugin, factory.getClass().getName(), method, PluginException.describe(e)),
          e);
    }
    if (answer == null) {
      throw new PluginException(
          "plug-in %s: %s.%s returned null"
              .formatted(plugin, factory.getClass().getName(), method));
    }
    return answer;
  }
}
