package io.noisette.seq2seq;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.report.RunReports;
import jakarta.inject.Inject;
import java.io.IOException;

/** {@code seq2seq-finetune}: fine-tunes a BART or a single stack on pairs of texts. */
final class Seq2SeqFinetuneCommand implements Command<Seq2SeqFinetuneConfig> {

  private final RunReports reports;

  @Inject
  Seq2SeqFinetuneCommand(RunReports reports) {
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Fine-tune a pretrained model on pairs of texts: summaries, translations, rewriting";
  }

  @Override
  public Topic getTopic() {
    return Topic.TRAINING;
  }

  @Override
  public String getDetails() {
    return """
    Examples:
      noisette seq2seq-finetune --train train.jsonl --validation dev.jsonl --model bart-large \\
          --preset summarization --source article --target highlights --output runs/summaries
      noisette seq2seq-finetune --train train.en train.ro --validation dev.en dev.ro \\
          --model runs/mini --preset translation --output runs/en-ro

    Presets; each file of them says which of its values come from where:
      summarization  fairseq's recipe for BART, as far as CNN/DailyMail and XSum agree
      cnn-dm, xsum   the whole recipe for these two, lengths of the summaries included
      translation    beam search as in the paper, which published no training settings
      rewriting      for targets that repeat most of their source; Noisette's choice

    Targets are <s> text </s>, as in pretraining. Each validation measures the loss of all targets
    and a metric of generated texts, which chooses checkpoints/best: a Hugging Face model directory
    with the settings of generation in generation_config.json. Results may be as long as the longest
    training targets unless --max-tokens says otherwise. The losses in log and report are those of
    the labels; the smoothed loss that training minimizes is smoothed_loss.

    --adversary trains under perturbations of the input embeddings of the sources; docs/fine-tuning.md
    explains the methods.

    The same command resumes a stopped run; --epochs or --steps may be raised. Ctrl-C saves the last
    complete step.
    """;
  }

  @Override
  public Class<Seq2SeqFinetuneConfig> getSettingsType() {
    return Seq2SeqFinetuneConfig.class;
  }

  @Override
  public int execute(Seq2SeqFinetuneConfig config, Console console) throws IOException {
    Seq2SeqFinetuneRecipe recipe = new Seq2SeqFinetuneRecipe(config, console);
    reports.train(config.runtime(), console, recipe::train);
    return 0;
  }
}
