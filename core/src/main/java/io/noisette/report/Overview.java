package io.noisette.report;

import io.noisette.command.Seconds;
import io.noisette.train.Validator;
import java.util.List;
import java.util.Locale;

/** Overview at the top of a report: progress of a run and its best validation. */
final class Overview {

  private final HtmlWriter html;

  Overview(HtmlWriter html) {
    this.html = html;
  }

  void write(ReportedRun run) {
    RunState state = run.state();
    html.open("dl", "class", "figures");
    write("steps", state.describeSteps(), shareOf(state));
    ChosenMetric chosen = ChosenMetric.of(run);
    writeLoss("best " + chosen.getName(), chosen.getCurve(), chosen.findBest());
    if (!chosen.isLoss()) {
      writeLoss("latest " + chosen.getName(), chosen.getCurve(), chosen.getCurve().findLast());
    }
    Curve loss = run.curves().get(Validator.LOSS);
    writeLoss("latest validation loss", loss, loss.findLast());
    if (loss.findLast() < 0) {
      Curve training = run.curves().get("loss");
      writeLoss("latest training loss", training, training.findLast());
    }
    write(ChosenMetric.nameTokens(List.of(run)) + " seen", Numbers.brief(state.targetTokens()), "");
    write("training time", Seconds.describe(state.seconds()), "without validation and checkpoints");
    html.close();
    if (state.notFinite() > 0) {
      html.element(
          "p",
          String.format(
              Locale.ROOT,
              "The loss is not finite in %s of the logged steps: the curves have gaps there.",
              Numbers.count(state.notFinite())),
          "class",
          "note warning");
    }
  }

  private static String shareOf(RunState state) {
    return state.steps() >= state.allSteps()
        ? ""
        : Math.round(100.0 * state.steps() / state.allSteps()) + " % of the run";
  }

  private void writeLoss(String name, Curve loss, int index) {
    if (index >= 0) {
      String step = "at step " + Numbers.count((long) loss.getStep(index));
      write(name, Numbers.figure(loss.getValue(index)), step);
    }
  }

  private void write(String name, String value, String note) {
    html.open("div").element("dt", name).element("dd", value);
    if (!note.isEmpty()) {
      html.element("dd", note, "class", "aside");
    }
    html.close();
  }
}
