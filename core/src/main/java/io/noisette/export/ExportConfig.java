package io.noisette.export;

import io.noisette.settings.Setting;
import java.nio.file.Path;

/** The settings of {@code export}. */
public record ExportConfig(
    @Setting(help = "a Hugging Face directory, a checkpoint or a run", placeholder = "MODEL")
        Path model,
    @Setting(help = "the directory to write; absent or empty", placeholder = "DIR") Path output,
    @Setting(help = "store weights in 16 bits (float16)") boolean half) {}
