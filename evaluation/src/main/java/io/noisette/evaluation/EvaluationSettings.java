package io.noisette.evaluation;

import io.noisette.settings.Setting;

/** The settings that every task of {@code evaluate} has: a group of each task's own record. */
public record EvaluationSettings(
    @Setting(help = "what to evaluate", placeholder = "NAME") String task,
    @Setting(help = "how results are written: a table, or a JSON object a line", byDefault = "text")
        EvaluationFormat format) {}
