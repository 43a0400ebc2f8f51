package io.noisette.bart;

import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The settings of every verb that takes noise. */
public record PluginSettings(
    @Setting(
            help = "noise of your own: a directory of jars, or of folders with the jars of one",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        @Nullable Path plugins) {}
