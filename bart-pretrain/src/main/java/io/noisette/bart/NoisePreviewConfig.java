package io.noisette.bart;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The settings of {@code noise-preview}. */
public record NoisePreviewConfig(
    @Setting(help = "noise spec; noise-list shows the functions", placeholder = "SPEC")
        String noise,
    @Setting(help = "document to corrupt", placeholder = "TEXT") @Nullable String text,
    @Setting(help = "text file of documents, divided as by prepare", placeholder = "FILE")
        @Nullable Path file,
    @Setting(help = "a tokenizer.json; without it a word is a token", placeholder = "FILE")
        @Nullable Path tokenizer,
    @Setting(help = "seed of the noise", byDefault = "1") long seed,
    @Setting(help = "how documents are written", byDefault = "text") PreviewFormat format,
    PluginSettings plugins) {}
