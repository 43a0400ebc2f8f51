package io.noisette.doctor;

import io.noisette.settings.Setting;

/** The settings of {@code doctor}. */
public record DoctorConfig(
    @Setting(help = "how findings are written", byDefault = "text") DoctorFormat format) {}
