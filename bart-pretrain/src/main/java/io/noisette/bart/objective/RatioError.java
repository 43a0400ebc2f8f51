package io.noisette.bart.objective;

/**
 * Standard error of a ratio of sums, such as nats per token, over samples of different sizes that
 * are drawn independently (first-order approximation). For samples of equal size it is the standard
 * error of the mean.
 */
final class RatioError {

  private long count;
  private double sum;
  private double size;
  private double sumSquared;
  private double sizeSquared;
  private double product;

  void add(double sampleSum, double sampleSize) {
    count++;
    sum += sampleSum;
    size += sampleSize;
    sumSquared += sampleSum * sampleSum;
    sizeSquared += sampleSize * sampleSize;
    product += sampleSum * sampleSize;
  }

  long getCount() {
    return count;
  }

  /** Returns the standard error, or NaN for fewer than two samples. */
  double getStandardError() {
    if (count < 2) {
      return Double.NaN;
    }
    double ratio = sum / size;
    double residuals = sumSquared - 2 * ratio * product + ratio * ratio * sizeSquared;
    return Math.sqrt(Math.max(0, residuals) * count / (count - 1)) / size;
  }
}
