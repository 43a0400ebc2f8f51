package io.noisette.generate.search;

import io.noisette.model.bart.Candidates;
import java.util.List;

/** Search for the targets of one source, which is told the most likely next tokens step by step. */
interface TargetSearch {

  /** Returns the open hypotheses, always the same number, in the order of the decoder. */
  List<Hypothesis> getOpen();

  /**
   * Returns, for an open hypothesis, the index of the one before the last step that it continues.
   */
  int getParent(int index);

  /**
   * Continues the open hypotheses.
   *
   * @param candidates next tokens of the hypotheses of several sources
   * @param row index among them of this source's first open hypothesis
   */
  void advance(Candidates candidates, int row);

  /** Returns whether the search is over. */
  boolean isFinished();

  /** Returns the best target sequences, best first, after the search is over. */
  List<Hypothesis> getResults();
}
