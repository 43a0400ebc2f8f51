package io.noisette.distillation.transfer;

import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import java.nio.file.Path;

/** Settings of a task whose training and dev files a distillation reads. */
public record TaskSettings(
    @Setting(
            help = "GLUE task, such as sst2, or the YAML file of a task of your own",
            placeholder = "NAME|FILE.yaml",
            resume = OnResume.DEFINITION)
        String task,
    @Setting(
            help = "directory of the GLUE data sets, or directory with only the files of this task",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        Path data) {}
