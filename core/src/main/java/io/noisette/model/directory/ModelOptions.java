package io.noisette.model.directory;

import io.noisette.engine.Precision;
import io.noisette.model.DropoutRates;
import io.noisette.model.Labels;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a user of a stored model decides about it.
 *
 * @param labels of a classifier; null: those of its configuration
 * @param dropout null: that of its configuration
 * @param seed of the weights of a head that is not stored
 * @param precision of matrix products; parameters and gradients are in fp32
 */
@RecordBuilder
public record ModelOptions(
    @Nullable Labels labels, @Nullable DropoutRates dropout, long seed, Precision precision)
    implements ModelOptionsBuilder.With {

  public static final ModelOptions DEFAULT = new ModelOptions(null, null, 1, Precision.FP32);
}
