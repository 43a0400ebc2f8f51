package io.noisette.noise;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.noising.NoiseCatalog;
import io.noisette.noising.spi.NoiseArgument;
import jakarta.inject.Inject;
import java.io.IOException;

/** Subcommand {@code noise-list}: lists the noising functions with their arguments and defaults. */
public final class NoiseListCommand implements Command<NoiseListConfig> {

  private final NoisePlugins plugins;

  /** Creates the subcommand, which lists built-in and plug-in functions. */
  @Inject
  public NoiseListCommand(NoisePlugins plugins) {
    this.plugins = plugins;
  }

  @Override
  public String getSummary() {
    return "List the noising functions with their arguments and defaults";
  }

  @Override
  public Topic getTopic() {
    return Topic.NOISE;
  }

  @Override
  public String getDetails() {
    return """
    A noise spec joins functions by |, in the order in which they are applied:

    permute-sentences|infill(ratio=0.3,lambda=3.5,random=0.1)

    Arguments left out have the default shown above; the spec "none" means no noise.\
    """;
  }

  @Override
  public Class<NoiseListConfig> getSettingsType() {
    return NoiseListConfig.class;
  }

  @Override
  public int execute(NoiseListConfig settings, Console console) throws IOException {
    NoiseCatalog catalog = plugins.load(settings.plugins(), console).getCatalog();
    for (NoiseCatalog.Entry entry : catalog.getEntries()) {
      String line = "%-24s%s".formatted(entry.name(), entry.description());
      console.out().println(line.stripTrailing());
      for (NoiseArgument argument : entry.arguments()) {
        String text = argument.name() + "=" + argument.defaultValue();
        console.out().printf("  %-22s%s%n", text, argument.meaning());
      }
    }
    return 0;
  }
}
