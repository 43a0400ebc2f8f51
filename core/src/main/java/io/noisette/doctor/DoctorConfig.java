package io.noisette.doctor;

import io.noisette.command.OutputFormat;
import io.noisette.settings.Setting;

/** Settings of {@code doctor}. */
public record DoctorConfig(
    @Setting(help = "output format", byDefault = "text") OutputFormat format) {}
