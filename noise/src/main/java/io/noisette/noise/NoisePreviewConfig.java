package io.noisette.noise;

import io.noisette.command.OutputFormat;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings of {@code noise-preview}. */
public record NoisePreviewConfig(
    @Setting(
            help = "noising functions to apply, joined by |; noise-list shows all",
            placeholder = "SPEC")
        String noise,
    @Setting(help = "text of one document to corrupt", placeholder = "TEXT") @Nullable String text,
    @Setting(
            help = "text file to corrupt; it is split into documents in the same way as by prepare",
            placeholder = "FILE")
        @Nullable Path file,
    @Setting(help = "tokenizer.json file (default: none, one token per word)", placeholder = "FILE")
        @Nullable Path tokenizer,
    @Setting(help = "random seed of the noise", byDefault = "1") long seed,
    @Setting(help = "output format", byDefault = "text") OutputFormat format,
    PluginSettings plugins) {}
