package io.noisette.report;

import io.noisette.run.RunFacts;
import io.noisette.train.Validator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The validation metric that selected the best checkpoint of a run, and the units of its log. */
final class ChosenMetric {

  private final Curve curve;
  private final String name;
  private final boolean higherIsBetter;

  private ChosenMetric(Curve curve, String name, boolean higherIsBetter) {
    this.curve = curve;
    this.name = name;
    this.higherIsBetter = higherIsBetter;
  }

  /** Returns the metric of a run; the validation loss if an older version recorded no choice. */
  static ChosenMetric of(ReportedRun run) {
    RunFacts facts = run.record().facts();
    String key = facts == null ? Validator.LOSS : facts.choice();
    return new ChosenMetric(
        run.curves().get(key),
        key.equals(Validator.LOSS) ? "validation loss" : key,
        facts != null && facts.higherIsBetter());
  }

  /** Returns the name for readers. */
  String getName() {
    return name;
  }

  Curve getCurve() {
    return curve;
  }

  /** Returns whether the metric is the validation loss. */
  boolean isLoss() {
    return name.equals("validation loss");
  }

  /** Returns the index of the best value (the first one on ties), or -1 if there is none. */
  int findBest() {
    return higherIsBetter ? curve.findHighest() : curve.findLowest();
  }

  /** Returns the best value with its step, or a dash. */
  String describeBest() {
    int best = findBest();
    return best < 0
        ? "–"
        : String.format(
            Locale.ROOT,
            "%s at step %s",
            Numbers.figure(curve.getValue(best)),
            Numbers.count((long) curve.getStep(best)));
  }

  /** Returns the latest value, or a dash. */
  String describeLatest() {
    int last = curve.findLast();
    return last < 0 ? "–" : Numbers.figure(curve.getValue(last));
  }

  /** Returns the tokens that runs count, such as {@code target tokens}. */
  static String nameTokens(List<ReportedRun> runs) {
    return join(runs, RunFacts::tokens, RunFacts.TARGET_TOKENS);
  }

  /** Returns the unit of the loss of runs. */
  static String nameLossUnit(List<ReportedRun> runs) {
    return join(runs, RunFacts::lossUnit, RunFacts.NATS_PER_TARGET_TOKEN);
  }

  private static String join(
      List<ReportedRun> runs, Function<RunFacts, String> get, String byDefault) {
    return runs.stream()
        .map(run -> run.record().facts())
        .map(facts -> facts == null ? byDefault : get.apply(facts))
        .distinct()
        .collect(Collectors.joining(" or "));
  }
}
