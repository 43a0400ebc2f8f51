package io.noisette.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.Topic;
import io.noisette.failure.UsageException;
import io.noisette.run.DurableFiles;
import io.noisette.run.OutputPlace;
import io.noisette.text.TextFiles;
import io.noisette.text.TextLines;
import io.noisette.tokenizer.bpe.BpeModel;
import io.noisette.tokenizer.bpe.BpeTrainer;
import io.noisette.tokenizer.bpe.WordCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Subcommand {@code tokenizer-train}: trains a byte-level BPE {@code tokenizer.json} on text files.
 */
public final class TokenizerTrainCommand implements Command<TokenizerTrainConfig> {

  @Override
  public String getSummary() {
    return "Train a byte-level BPE tokenizer on text files";
  }

  @Override
  public Topic getTopic() {
    return Topic.DATA;
  }

  @Override
  public String getDetails() {
    return """
    Example: noisette tokenizer-train --text wiki.txt.gz --vocab-size 8192 --output tokenizer.json
    Token ids are in the order of RoBERTa: <s> <pad> </s> <unk>, 256 bytes, merges, <mask> last.\
    """;
  }

  @Override
  public Class<TokenizerTrainConfig> getSettingsType() {
    return TokenizerTrainConfig.class;
  }

  @Override
  public int execute(TokenizerTrainConfig config, Console console) throws IOException {
    if (Files.isRegularFile(config.output())) {
      throw new UsageException(
          "--output %s exists; choose another name, or delete it".formatted(config.output()));
    }
    BpeModel model = train(config, console);
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: %,d tokens, %,d merges%n",
            config.output(),
            size(model),
            model.merges().size());
    return 0;
  }

  /** Trains a tokenizer and writes its file atomically, showing progress on the console. */
  public BpeModel train(TokenizerTrainConfig config, Console console) throws IOException {
    BpeTrainer.checkSize(config.vocabSize());
    OutputPlace.requireFile("--output", config.output());
    WordCounts counts = count(config.text(), console);
    BpeModel model = learn(counts, config.vocabSize(), console);
    if (size(model) < config.vocabSize()) {
      console.warn(
          String.format(
              Locale.ROOT,
              "the vocabulary has %,d tokens, not %,d: no other pair of tokens occurs"
                  + " twice in the text",
              size(model),
              config.vocabSize()));
    }
    DurableFiles.replace(config.output(), TokenizerJson.write(model).getBytes(UTF_8));
    return model;
  }

  /** Returns the vocabulary size with the mask token, which has the last id. */
  private static int size(BpeModel model) {
    return model.tokens().size() + 1;
  }

  private static WordCounts count(List<Path> files, Console console) throws IOException {
    WordCounts counts = new WordCounts();
    try (Progress progress =
        console.progress("count words", TextFiles.measureText(files), "bytes")) {
      long done = 0;
      for (Path file : files) {
        try (TextLines lines = TextLines.open(file)) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            counts.addLine(line);
            progress.update(done + lines.getBytesRead(), "");
          }
          done += lines.getBytesRead();
        }
      }
    }
    if (counts.isBlank()) {
      throw TextFiles.noText(files, "train on");
    }
    return counts;
  }

  private static BpeModel learn(WordCounts counts, int vocabSize, Console console) {
    try (Progress progress = console.progress("learn merges", vocabSize - 1L, "tokens")) {
      return BpeTrainer.train(counts, vocabSize, size -> progress.update(size, ""));
    }
  }
}
