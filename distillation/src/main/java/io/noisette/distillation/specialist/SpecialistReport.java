package io.noisette.distillation.specialist;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What specialists change in the answers of a generalist to the texts of a file.
 *
 * @param set name of the file's data set, such as {@code mnli-mm}
 * @param texts number of texts
 * @param generalistRight number of right answers of the generalist
 * @param right number of right answers with the specialists
 * @param gained number of texts that only both together answer rightly
 * @param lost number of texts that only the generalist alone answers rightly
 * @param coverage texts by the number of specialists for their class, as in the paper's table 4
 * @param dustbins of the specialists
 */
public record SpecialistReport(
    String set,
    int texts,
    int generalistRight,
    int right,
    int gained,
    int lost,
    List<Coverage> coverage,
    List<Dustbin> dustbins) {

  /** Two standard errors of a difference are the usual limit of what is no chance. */
  private static final double LIMIT = 2;

  /**
   * Texts whose right class has the same number of specialists.
   *
   * @param specialists number of specialists whose subset has the class
   * @param texts number of texts
   * @param generalistRight number of right answers of the generalist
   * @param right number of right answers with the specialists
   */
  public record Coverage(int specialists, int texts, int generalistRight, int right) {}

  /**
   * Calibration of a specialist's dustbin.
   *
   * @param predicted mean probability of the dustbin, over all texts
   * @param actual share of texts of other classes
   * @param asked number of texts that the specialist is asked about
   * @param askedPredicted mean probability of the dustbin over those; null if there are none
   * @param askedActual share of texts of other classes among those; null if there are none
   */
  public record Dustbin(
      double predicted,
      double actual,
      int asked,
      @Nullable Double askedPredicted,
      @Nullable Double askedActual) {}

  public SpecialistReport {
    coverage = List.copyOf(coverage);
    dustbins = List.copyOf(dustbins);
  }

  /**
   * Compares answers.
   *
   * @param merged probabilities of all classes with the specialists, for each text
   * @param targets label of each text
   */
  static SpecialistReport of(
      String set, MergedAnswers answers, List<double[]> merged, float[] targets) {
    float[] before = MergedAnswers.toValues(answers.generalist());
    float[] after = MergedAnswers.toValues(merged);
    List<Specialist> specialists =
        answers.roles().stream().map(SpecialistRole::specialist).toList();
    List<Coverage> coverage = new ArrayList<>();
    for (int count = 0; count <= specialists.size(); count++) {
      int covering = count;
      int[] texts =
          IntStream.range(0, targets.length)
              .filter(text -> countCovering(specialists, (int) targets[text]) == covering)
              .toArray();
      if (texts.length > 0) {
        coverage.add(
            new Coverage(
                count,
                texts.length,
                countRight(texts, before, targets),
                countRight(texts, after, targets)));
      }
    }
    int[] all = IntStream.range(0, targets.length).toArray();
    int both =
        (int)
            IntStream.of(all)
                .filter(i -> before[i] == targets[i] && after[i] == targets[i])
                .count();
    int first = countRight(all, before, targets);
    int second = countRight(all, after, targets);
    return new SpecialistReport(
        set,
        targets.length,
        first,
        second,
        second - both,
        first - both,
        coverage,
        dustbins(answers, targets));
  }

  /** Returns whether the difference is within two standard errors of paired answers. */
  boolean isTie() {
    return Math.abs(gained - lost) <= LIMIT * Math.sqrt((double) gained + lost);
  }

  private static List<Dustbin> dustbins(MergedAnswers answers, float[] targets) {
    List<List<Integer>> asked =
        IntStream.range(0, targets.length).mapToObj(answers::findAsked).toList();
    List<Dustbin> dustbins = new ArrayList<>();
    for (int i = 0; i < answers.roles().size(); i++) {
      Specialist specialist = answers.roles().get(i).specialist();
      int dustbin = specialist.subset().size();
      int index = i;
      int[] all = IntStream.range(0, targets.length).toArray();
      int[] own = IntStream.of(all).filter(text -> asked.get(text).contains(index)).toArray();
      double[] predicted =
          answers.opinions().get(i).stream().mapToDouble(row -> row[dustbin]).toArray();
      double[] actual =
          IntStream.of(all)
              .mapToDouble(text -> specialist.indexOf((int) targets[text]) == dustbin ? 1 : 0)
              .toArray();
      dustbins.add(
          new Dustbin(
              mean(all, predicted),
              mean(all, actual),
              own.length,
              own.length == 0 ? null : Double.valueOf(mean(own, predicted)),
              own.length == 0 ? null : Double.valueOf(mean(own, actual))));
    }
    return dustbins;
  }

  private static double mean(int[] texts, double[] values) {
    return IntStream.of(texts).mapToDouble(text -> values[text]).sum() / texts.length;
  }

  private static int countCovering(List<Specialist> specialists, int label) {
    return (int) specialists.stream().filter(one -> one.subset().contains(label)).count();
  }

  private static int countRight(int[] texts, float[] values, float[] targets) {
    return (int) IntStream.of(texts).filter(text -> values[text] == targets[text]).count();
  }
}
