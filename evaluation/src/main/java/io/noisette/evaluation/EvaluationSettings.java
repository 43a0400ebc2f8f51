package io.noisette.evaluation;

import io.noisette.command.OutputFormat;
import io.noisette.settings.Setting;

/** Settings shared by all tasks of {@code evaluate}: a group within each task's own record. */
public record EvaluationSettings(
    @Setting(help = "task to evaluate on", placeholder = "NAME") String task,
    @Setting(help = "output format: a text table, or one JSON object per line", byDefault = "text")
        OutputFormat format) {}
