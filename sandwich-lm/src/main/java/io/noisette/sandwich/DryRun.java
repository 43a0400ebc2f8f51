package io.noisette.sandwich;

import io.noisette.command.Console;
import io.noisette.model.sandwich.LanguageTokens;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Shows what a run would be: settings, shapes, memory, parameters. Needs neither libtorch nor a
 * corpus, whose vocabulary counts if there is one.
 */
final class DryRun {

  private final SandwichLmConfig config;

  DryRun(SandwichLmConfig config) throws IOException {
    this.config = config.withShapeOfModel();
  }

  void print(Console console) throws IOException {
    SandwichConfig model = config.toModel(countVocabulary(), LanguageTokens.FAIRSEQ);
    PrintStream out = console.out();
    out.print(SettingsSchema.of(SandwichLmConfig.class).toYaml(config));
    out.println();
    model.getShapes().forEach((name, shape) -> out.printf("%-58s %s%n", name, shape));
    MemoryEstimate memory = MemoryEstimate.of(model, config);
    out.println();
    out.printf(
        Locale.ROOT,
        "sublayers: %s, %d s and %d f, %,d parameters%n",
        model.sublayers(),
        model.sublayers().countAttention(),
        model.sublayers().countFeedForward(),
        model.getSublayerParameterCount());
    out.printf(
        Locale.ROOT,
        "memory: about %,d MiB for parameters, gradients and optimizer, %,d MiB for a micro-batch"
            + " of %,d tokens%n",
        memory.parameterBytes() / MemoryEstimate.MEBIBYTE,
        memory.activationBytes() / MemoryEstimate.MEBIBYTE,
        config.training().microBatchTokens());
    out.printf(Locale.ROOT, "parameters: %,d%n", model.getParameterCount());
  }

  private int countVocabulary() throws IOException {
    Path corpus = config.corpus();
    if (corpus == null) {
      return config.vocabularySize();
    }
    try (LanguageData data = LanguageData.open(corpus, config.validation())) {
      return data.getTokenizer().getSize();
    }
  }
}
