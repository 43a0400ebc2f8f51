package io.noisette.bart.golden;

import static io.noisette.bart.objective.ObjectiveChoice.MASKED_LM;
import static io.noisette.bart.objective.ObjectiveChoice.MASKED_SEQ2SEQ;
import static io.noisette.bart.objective.ObjectiveChoice.MULTITASK_MASKED_LM;
import static io.noisette.bart.objective.ObjectiveChoice.PERMUTED_LM;

import io.noisette.bart.objective.MaskedSeq2Seq;
import io.noisette.bart.objective.ObjectiveChoice;
import io.noisette.model.bart.StackSequence.MaskKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A statistic of the draws of an objective.
 *
 * @param name in files of reference values
 * @param objectives for which it is defined
 */
record DrawStatistic(
    String name, Set<ObjectiveChoice> objectives, Function<DrawSample, double[]> measure) {

  private static final Set<ObjectiveChoice> CHOOSING =
      Set.of(MASKED_LM, MULTITASK_MASKED_LM, PERMUTED_LM);

  /** The kinds of attention masks in the order of files of reference values. */
  private static final List<MaskKind> KINDS =
      List.of(MaskKind.LEFT_TO_RIGHT, MaskKind.RIGHT_TO_LEFT, MaskKind.FULL, MaskKind.PREFIX);

  private static final List<DrawStatistic> ALL =
      List.of(
          new DrawStatistic(
              "documents in which a position is chosen",
              CHOOSING,
              sample -> sample.count(sample.getTokens(), DrawnText::findChosen)),
          new DrawStatistic(
              "documents in which a position is masked",
              Set.of(MASKED_SEQ2SEQ),
              sample -> sample.count(sample.getTokens(), DrawnText::findChosen)),
          new DrawStatistic(
              "mean number of pairs of neighbours that are both chosen",
              CHOOSING,
              sample -> sample.mean(text -> countNeighbours(text.findChosen()))),
          new DrawStatistic(
              "mean number of tokens of a document chosen in two epochs",
              CHOOSING,
              sample -> sample.meanOfTwo((a, b) -> countCommon(a.findChosen(), b.findChosen()))),
          new DrawStatistic(
              "mean number of pairs of which the right token comes first",
              Set.of(PERMUTED_LM),
              sample -> sample.mean(text -> countInversions(text.findRanks()))),
          new DrawStatistic(
              "documents in which the leftmost predicted token has a rank",
              Set.of(PERMUTED_LM),
              sample -> sample.count(sample.countTargets(), text -> first(text.findRanks()))),
          new DrawStatistic(
              "documents with a span start",
              Set.of(MASKED_SEQ2SEQ),
              sample ->
                  sample.count(
                      MaskedSeq2Seq.countStarts(sample.getTokens()),
                      text -> first(text.findChosen()))),
          new DrawStatistic(
              "documents with one span start in two epochs",
              Set.of(MASKED_SEQ2SEQ),
              sample -> sample.countEqual(text -> text.findChosen()[0])),
          new DrawStatistic(
              "documents of a kind",
              Set.of(MULTITASK_MASKED_LM),
              sample ->
                  sample.count(
                      KINDS.size(), text -> new int[] {KINDS.indexOf(text.findMaskKind())})),
          new DrawStatistic(
              "documents of one kind in two epochs",
              Set.of(MULTITASK_MASKED_LM),
              sample -> sample.countEqual(DrawnText::findMaskKind)));

  /**
   * Returns the statistic of a name.
   *
   * @throws IllegalArgumentException if there is none, or it is not defined for the objective
   */
  static DrawStatistic find(String name, ObjectiveChoice objective) {
    List<DrawStatistic> defined =
        ALL.stream().filter(statistic -> statistic.objectives.contains(objective)).toList();
    return defined.stream()
        .filter(statistic -> statistic.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the statistic '%s' is not defined for the objective %s; defined: %s"
                        .formatted(
                            name,
                            objective,
                            defined.isEmpty()
                                ? "none"
                                : String.join(
                                    ", ", defined.stream().map(DrawStatistic::name).toList()))));
  }

  private static int[] first(int[] values) {
    return Arrays.copyOf(values, 1);
  }

  private static int countNeighbours(int[] ascending) {
    return (int)
        IntStream.range(1, ascending.length)
            .filter(i -> ascending[i] == ascending[i - 1] + 1)
            .count();
  }

  private static int countCommon(int[] first, int[] second) {
    return (int) IntStream.of(first).filter(i -> Arrays.binarySearch(second, i) >= 0).count();
  }

  private static int countInversions(int[] ranks) {
    int inversions = 0;
    for (int left = 0; left < ranks.length; left++) {
      for (int right = left + 1; right < ranks.length; right++) {
        inversions += ranks[right] < ranks[left] ? 1 : 0;
      }
    }
    return inversions;
  }
}
