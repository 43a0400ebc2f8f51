package io.noisette.sandwich;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.EvaluationResult;
import java.io.IOException;
import java.util.List;

/**
 * {@code evaluate --task perplexity}: measures the perplexity of a language model on held-out text.
 */
final class PerplexityEvaluation implements Evaluation<PerplexityConfig> {

  @Override
  public String getSummary() {
    return "Evaluate the perplexity of a language model, with non-overlapping or sliding windows";
  }

  @Override
  public String getDetails() {
    return """
        noisette evaluate --task perplexity --model runs/sandwich --corpus held-out \\
            --window 3072 --stride 512

        Each token of the corpus, </s> at the ends of lines or documents included, is predicted once:
        stride tokens per window, which also holds up to window - stride tokens of context before them.
        Perplexity is exp(loss) per token of the corpus. For a corpus of word pieces, perplexity
        per word and bits per byte are given too; each end of a document counts as one word and byte.
        docs/language-models.md explains each number.""";
  }

  @Override
  public Class<PerplexityConfig> getSettingsType() {
    return PerplexityConfig.class;
  }

  @Override
  public List<EvaluationResult> evaluate(
      PerplexityConfig settings, Console console, StopSignal stop) throws IOException {
    return new PerplexityEvaluator(settings, console, stop).evaluate();
  }
}
