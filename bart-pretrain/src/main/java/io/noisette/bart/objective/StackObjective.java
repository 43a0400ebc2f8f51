package io.noisette.bart.objective;

import io.noisette.report.ChartSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An objective of a single stack, which predicts tokens of a text where they stand. */
interface StackObjective extends Objective {

  @Override
  default boolean hasNoise() {
    return false;
  }

  @Override
  default boolean isForInfilling() {
    return false; // a stack predicts a token for each mask, and gaps have any length
  }

  @Override
  default List<ChartSpec> getCharts() {
    return TargetFigures.CHARTS;
  }

  @Override
  default HeldOutFigures newFigures(ObjectiveContext context, @Nullable UnigramModel unigram) {
    return new TargetFigures(unigram);
  }
}
