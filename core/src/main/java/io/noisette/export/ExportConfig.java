package io.noisette.export;

import io.noisette.settings.Setting;
import java.nio.file.Path;

/** Settings of {@code export}. */
public record ExportConfig(
    @Setting(
            help = "Hugging Face model directory, checkpoint or run directory",
            placeholder = "MODEL")
        Path model,
    @Setting(help = "output directory; must be empty or not exist yet", placeholder = "DIR")
        Path output,
    @Setting(help = "store weights in 16 bits (float16)") boolean half) {}
