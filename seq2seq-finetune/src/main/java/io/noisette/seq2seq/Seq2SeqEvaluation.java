package io.noisette.seq2seq;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.EvaluationResult;
import java.io.IOException;
import java.util.List;

/**
 * {@code evaluate --task seq2seq}: measures a BART or a single stack by the texts that it
 * generates.
 */
public final class Seq2SeqEvaluation implements Evaluation<Seq2SeqEvaluationConfig> {

  @Override
  public String getSummary() {
    return "Evaluate a BART on pairs of texts: loss, perplexity, metrics of generated texts";
  }

  @Override
  public String getDetails() {
    return """
    noisette evaluate --task seq2seq --model runs/summaries --data test.jsonl \\
        --metric rouge bleu --predictions predictions.jsonl

    Loss and perplexity are those of the targets, with teacher forcing; the <s> that generation
    forces does not count. Texts are generated for every row, with the settings of the model
    directory unless options replace them. A row with several references counts as a target for
    each in the loss, and as one text in the metrics. docs/seq2seq.md explains each number.\
    """;
  }

  @Override
  public Class<Seq2SeqEvaluationConfig> getSettingsType() {
    return Seq2SeqEvaluationConfig.class;
  }

  @Override
  public List<EvaluationResult> evaluate(
      Seq2SeqEvaluationConfig settings, Console console, StopSignal stop) throws IOException {
    return new Seq2SeqEvaluator(settings, console, stop).evaluate();
  }
}
