package io.noisette.command.completion;

import io.noisette.settings.Setting;

/** Settings of {@code completion}. */
public record CompletionConfig(
    @Setting(help = "shell to print the completion script for", positional = true) Shell shell) {}
