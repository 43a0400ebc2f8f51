package io.noisette.evaluation.text;

/**
 * Scores of one type of ROUGE, from 0 to 1.
 *
 * @param precision share of the prediction's items that the reference has
 * @param recall share of the reference's items that the prediction has
 * @param f their harmonic mean
 */
public record RougeScore(double precision, double recall, double f) {

  /** Returns the scores for a number of matches; all are 0 if a text has no items. */
  static RougeScore of(int matches, int predicted, int wanted) {
    if (predicted == 0 || wanted == 0) {
      return new RougeScore(0, 0, 0);
    }
    double precision = (double) matches / predicted;
    double recall = (double) matches / wanted;
    double sum = precision + recall;
    return new RougeScore(precision, recall, sum > 0 ? 2 * precision * recall / sum : 0);
  }
}
