package io.noisette.train;

/** Rule for the number of lanes (parallel parts of a micro-batch) if no setting gives it. */
public final class LaneRule {

  /** A larger model's products fill the threads by themselves, and its gradients take memory. */
  private static final long SMALL_MODEL = 32_000_000;

  /** Target tokens below which a part costs more than it gains. */
  private static final int SMALLEST_PART = 256;

  /**
   * Gradients of a lane take memory, and adding them up takes time, on machines with many cores.
   */
  private static final int MOST_LANES = 8;

  private LaneRule() {}

  /**
   * Returns the number of lanes.
   *
   * @param parameters number of parameters of the model
   * @param given number set by the user; 0: none
   * @param tokens maximum number of target tokens per micro-batch
   */
  public static int lanesOf(long parameters, int given, int tokens, RuntimeSettings runtime) {
    if (given > 0) {
      return given;
    }
    boolean pays =
        runtime.device().equals("cpu") && parameters <= SMALL_MODEL && tokens >= 2 * SMALLEST_PART;
    int most = Math.min(MOST_LANES, tokens / SMALLEST_PART);
    return pays ? Math.min(threadsOf(runtime), most) : 1;
  }

  private static int threadsOf(RuntimeSettings runtime) {
    int threads = runtime.threads();
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
