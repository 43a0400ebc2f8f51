package io.noisette.bart;

import io.noisette.command.Console;
import io.noisette.corpus.Corpus;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.SpecialTokens;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Shows what a run would be: settings, shapes, memory, parameters. Needs neither libtorch nor a
 * corpus, whose vocabulary counts if there is one.
 */
final class DryRun {

  private static final long MEBIBYTE = 1 << 20;

  private final BartPretrainConfig config;

  DryRun(BartPretrainConfig config) throws IOException {
    this.config = config.withShapeOfModel();
  }

  void print(Console console) throws IOException {
    BartConfig model = config.toModel(countVocabulary(), SpecialTokens.BART);
    PrintStream out = console.out();
    out.print(SettingsSchema.of(BartPretrainConfig.class).toYaml(config));
    out.println();
    model.getShapes().forEach((name, shape) -> out.printf("%-58s %s%n", name, shape));
    MemoryEstimate memory = MemoryEstimate.of(model, config.training().microBatchTokens());
    out.printf(
        "%nmemory: about %,d MiB for parameters, gradients and moments, %,d MiB for a micro-batch of"
            + " %,d tokens%n",
        memory.parameterBytes() / MEBIBYTE,
        memory.activationBytes() / MEBIBYTE,
        config.training().microBatchTokens());
    out.printf("parameters: %,d%n", model.getParameterCount());
  }

  private int countVocabulary() throws IOException {
    Path corpus = config.corpus();
    if (corpus == null) {
      return config.vocabularySize();
    }
    try (Tokenizer tokenizer = Corpus.open(corpus).loadTokenizer()) {
      return tokenizer.getSize();
    }
  }
}
