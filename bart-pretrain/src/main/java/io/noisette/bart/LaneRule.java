package io.noisette.bart;

import io.noisette.model.BartConfig;

/** How many parts of a micro-batch are computed side by side, if the settings leave it open. */
final class LaneRule {

  /** A larger model's products fill the threads by themselves, and its gradients take memory. */
  private static final long SMALL_MODEL = 32_000_000;

  /** Target tokens below which a part costs more than it gains. */
  private static final int SMALLEST_PART = 256;

  private LaneRule() {}

  static int lanesOf(BartPretrainConfig config, BartConfig model) {
    if (config.lanes() > 0) {
      return config.lanes();
    }
    int tokens = Math.min(config.training().tokensPerStep(), config.training().microBatchTokens());
    boolean pays = model.getParameterCount() <= SMALL_MODEL && tokens >= 2 * SMALLEST_PART;
    return pays ? Math.min(threadsOf(config), tokens / SMALLEST_PART) : 1;
  }

  private static int threadsOf(BartPretrainConfig config) {
    int threads = config.runtime().threads();
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
