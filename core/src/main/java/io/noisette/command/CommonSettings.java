package io.noisette.command;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The options of every verb. */
record CommonSettings(
    @Setting(help = "show this text") boolean help,
    @Setting(
            help = "YAML file of settings, or the run.json of a run; options go before it",
            placeholder = "FILE")
        @Nullable Path config,
    @Setting(help = "print all settings as such a file, and do nothing") boolean printConfig,
    @Setting(help = "lines on stderr: for people, or a JSON object each", byDefault = "text")
        LogFormat logFormat) {}
