package io.noisette.evaluation;

import io.noisette.settings.Setting;
import org.jspecify.annotations.Nullable;

/** Options that select what {@code evaluate} does; its help without either of them shows both. */
public record EvaluateOptions(
    @Setting(help = "task to evaluate a model on", placeholder = "NAME") @Nullable String task,
    @Setting(help = "metric to score texts with; needs no model", placeholder = "NAME")
        @Nullable String metric) {}
