package io.noisette.command.completion;

import io.noisette.command.Command;
import io.noisette.command.Console;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Map;

/**
 * Subcommand {@code completion}: prints a script that completes subcommands, options and values.
 */
public final class CompletionCommand implements Command<CompletionConfig> {

  private final Provider<Map<String, Command<?>>> commands;

  /**
   * Creates the subcommand.
   *
   * @param commands all subcommands, this one included
   */
  @Inject
  public CompletionCommand(Provider<Map<String, Command<?>>> commands) {
    this.commands = commands;
  }

  @Override
  public String getSummary() {
    return "Print a script with which a shell completes subcommands, options and values";
  }

  @Override
  public String getDetails() {
    return """
    In ~/.bashrc: source <(noisette completion bash)
    In ~/.zshrc:  source <(noisette completion zsh), below a line with compinit\
    """;
  }

  @Override
  public Class<CompletionConfig> getSettingsType() {
    return CompletionConfig.class;
  }

  @Override
  public int execute(CompletionConfig config, Console console) {
    console.out().print(CompletionScript.write(config.shell(), commands.get()));
    return 0;
  }
}
