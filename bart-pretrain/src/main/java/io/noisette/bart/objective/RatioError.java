package io.noisette.bart.objective;

/**
 * Standard error of a ratio of sums, such as nats over tokens, when samples are independent draws
 * of different sizes (to the first order). For samples of one size it is that of their mean.
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

  /** NaN if there are fewer than two samples. */
  double getStandardError() {
    if (count < 2) {
      return Double.NaN;
    }
    double ratio = sum / size;
    double residuals = sumSquared - 2 * ratio * product + ratio * ratio * sizeSquared;
    return Math.sqrt(Math.max(0, residuals) * count / (count - 1)) / size;
  }
}
