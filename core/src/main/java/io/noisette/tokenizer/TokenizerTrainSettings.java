package io.noisette.tokenizer;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;

/** Options of {@code tokenizer-train}. */
public record TokenizerTrainSettings(
    @Setting(help = "text files, UTF-8, plain or gzip, or JSONL", placeholder = "FILE")
        List<Path> text,
    @Setting(help = "number of ids, with 256 bytes and 5 special tokens") int vocabSize,
    @Setting(help = "the tokenizer.json to write", placeholder = "FILE") Path output) {

  public TokenizerTrainSettings {
    text = List.copyOf(text);
  }
}
