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
    @Setting(help = "store weights in fp16 instead of fp32") boolean half) {}
