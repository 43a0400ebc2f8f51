package io.noisette.parity;

import io.noisette.command.OutputFormat;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;

/** Settings of {@code verify-parity}. */
public record VerifyParityConfig(
    @Setting(
            help = "directories of reference values, each with a cases.safetensors or cases.json",
            placeholder = "DIR",
            positional = true)
        List<Path> directories,
    @Setting(help = "output format", byDefault = "text") OutputFormat format) {

  public VerifyParityConfig {
    directories = List.copyOf(directories);
  }
}
