package io.noisette.command;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Options of every subcommand. */
public record CommonSettings(
    @Setting(help = "show this help text") boolean help,
    @Setting(
            help =
                "YAML file of settings, or the run.json of an earlier run; command-line"
                    + " options override it",
            placeholder = "FILE")
        @Nullable Path config,
    @Setting(help = "print all settings as a YAML file for --config, then exit")
        boolean printConfig,
    @Setting(
            help = "format of log lines on stderr: plain text, or one JSON object per line",
            byDefault = "text")
        OutputFormat logFormat) {}
