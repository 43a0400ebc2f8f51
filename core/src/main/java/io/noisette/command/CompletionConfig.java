package io.noisette.command;

import io.noisette.settings.Setting;

/** The settings of {@code completion}. */
public record CompletionConfig(
    @Setting(help = "the shell that is to complete", positional = true) Shell shell) {}
