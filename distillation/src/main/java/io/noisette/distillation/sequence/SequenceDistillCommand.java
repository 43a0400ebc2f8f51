package io.noisette.distillation.sequence;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.report.RunReports;
import java.io.IOException;

/** {@code distill --level}: trains a BART on what another one knows of target texts. */
public final class SequenceDistillCommand implements Command<SequenceDistillConfig> {

  private final Level level;
  private final RunReports reports;

  /** Creates the command for a level. */
  public SequenceDistillCommand(Level level, RunReports reports) {
    this.level = level;
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Distill a BART that writes texts: its student learns " + level.getSummary();
  }

  @Override
  public Topic getTopic() {
    return Topic.DISTILLATION;
  }

  @Override
  public String getDetails() {
    return """
    Example:
      noisette distill --level %s --teacher runs/rewrite --student 'layers(2)' \\
          --train train.tsv --validation dev.tsv --preset rewriting --output runs/small

    At word level the loss of a target token is hard-weight * (cross-entropy of the label) +
    soft-weight * T² * (KL divergence from the teacher at temperature T); teacher and student must
    have one tokenizer, and the teacher stays in memory. At sequence level the teacher writes a
    target for each training source first, into OUTPUT/teacher-targets, which is read as training
    data; both combines the two.

    For each seed two students are trained with the same number of steps, unless --patience ends
    one: OUTPUT/alone/seed-N on the given targets, a run of seq2seq-finetune, and OUTPUT/%s/seed-N.
    The table at the end has the loss of the validation targets, and the metric of texts generated
    by greedy and by beam search, for teacher and both students. Another --level with the same
    output uses what is there again.
    The same command resumes; Ctrl-C saves the last complete step.
    """
        .formatted(level, level);
  }

  @Override
  public Class<SequenceDistillConfig> getSettingsType() {
    return SequenceDistillConfig.class;
  }

  @Override
  public int execute(SequenceDistillConfig config, Console console) throws IOException {
    reports.trainEach(
        console,
        (stop, observer) -> {
          SequenceSummary summary =
              new SequenceDistillRecipe(config, console, observer::observe).train(stop);
          if (summary != null) {
            console.out().println(summary.describe());
          } else if (!config.runtime().dryRun()) {
            console.info("stopped before the teacher was done; the same command continues there");
          }
        });
    return 0;
  }
}
