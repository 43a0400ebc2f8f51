package io.noisette.sandwich;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.EvaluationResult;
import java.io.IOException;
import java.util.List;

/** {@code evaluate --task perplexity}: how well a language model predicts held-out text. */
final class PerplexityEvaluation implements Evaluation<PerplexityConfig> {

  @Override
  public String getSummary() {
    return "How well a language model predicts text: by blocks, with context, or sliding";
  }

  @Override
  public String getDetails() {
    return """
        noisette evaluate --task perplexity --model runs/sandwich --corpus held-out \\
            --window 3072 --stride 512

        Each token of the corpus, the ends of lines or documents included, is predicted once: stride
        tokens at a time, with up to window - stride tokens of context before them. Perplexity is
        exp(loss), per token of the corpus; of a corpus of word pieces there is also perplexity per
        word and bits per byte, for which the ends of documents count as one of each.
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
