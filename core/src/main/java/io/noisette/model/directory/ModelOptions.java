package io.noisette.model.directory;

import io.noisette.engine.Precision;
import io.noisette.model.DropoutRates;
import io.noisette.model.Labels;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Options for loading a stored model: labels, dropout, seed for missing weights, and precision.
 *
 * @param labels of a classifier; null: as in its {@code config.json}
 * @param dropout null: as in its {@code config.json}
 * @param seed random seed for the initialization of a head that is not stored
 * @param precision of activations and products; parameters and gradients stay in fp32
 */
@RecordBuilder
public record ModelOptions(
    @Nullable Labels labels, @Nullable DropoutRates dropout, long seed, Precision precision)
    implements ModelOptionsBuilder.With {

  /** Labels and dropout of the model config, seed 1, fp32. */
  public static final ModelOptions DEFAULT = new ModelOptions(null, null, 1, Precision.FP32);
}
