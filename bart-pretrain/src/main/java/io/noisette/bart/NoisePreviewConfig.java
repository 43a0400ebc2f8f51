package io.noisette.bart;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The settings of {@code noise-preview}. */
public record NoisePreviewConfig(
    @Setting(help = "Noise spec; noise-list shows the functions", placeholder = "SPEC")
        String noise,
    @Setting(help = "Document to corrupt", placeholder = "TEXT") @Nullable String text,
    @Setting(help = "Text file of documents, divided as by prepare", placeholder = "FILE")
        @Nullable Path file,
    @Setting(help = "A tokenizer.json; without it a word is a token", placeholder = "FILE")
        @Nullable Path tokenizer,
    @Setting(help = "Seed of the noise", byDefault = "1") long seed,
    @Setting(help = "How documents are written", byDefault = "text") PreviewFormat format) {}
