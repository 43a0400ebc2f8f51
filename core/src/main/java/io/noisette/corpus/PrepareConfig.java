package io.noisette.corpus;

import io.noisette.settings.Setting;
import io.noisette.text.DocumentFormat;
import java.nio.file.Path;
import java.util.List;

/** The settings of {@code prepare}. */
public record PrepareConfig(
    @Setting(help = "Text files, UTF-8, plain or gzip", placeholder = "FILE") List<Path> text,
    @Setting(help = "A Hugging Face tokenizer.json, or a directory with one", placeholder = "FILE")
        Path tokenizer,
    @Setting(help = "Directory of the corpus; must not exist yet", placeholder = "DIR") Path output,
    @Setting(
            help =
                "How files are divided into documents; auto tries jsonl, title (lines '= Title ='),"
                    + " blank-line, line",
            byDefault = "auto")
        DocumentFormat documents,
    @Setting(help = "Language as ISO 639 code, for the ends of sentences", byDefault = "en")
        String language) {

  public PrepareConfig {
    text = List.copyOf(text);
  }

  /** The settings with the defaults of the verb. */
  public PrepareConfig(List<Path> text, Path tokenizer, Path output) {
    this(text, tokenizer, output, DocumentFormat.AUTO, "en");
  }
}
