package io.noisette.noise;

import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings about plug-ins, shared by all subcommands that use noise. */
public record PluginSettings(
    @Setting(
            help =
                "directory of plug-ins with noising functions; each jar or folder of jars in it is"
                    + " one plug-in",
            placeholder = "DIR",
            resume = OnResume.INPUT,
            isCode = true)
        @Nullable Path plugins) {}
