package io.noisette.doctor;

import io.noisette.settings.Setting;

/** Settings of {@code doctor}. */
public record DoctorConfig(
    @Setting(help = "output format", byDefault = "text") DoctorFormat format) {}
