package io.noisette.evaluation.answer;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.command.OutputFormat;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of {@code answer}. */
public record AnswerConfig(
    @Setting(help = "one or several questions") List<String> question,
    @Setting(help = "text in which the answer is searched") @Nullable String context,
    @Setting(
            help = "UTF-8 text file, plain or gzip, to search in place of --context",
            placeholder = "FILE")
        @Nullable Path file,
    AnsweringSettings answering,
    @Setting(help = "maximum number of answers per question, best first", byDefault = "1") int best,
    @Setting(help = "output format: text, or one JSON object per question", byDefault = "text")
        OutputFormat format) {

  private static final int MOST = 20;

  public AnswerConfig {
    question = List.copyOf(question);
    requireAtLeast("best", best, 1);
    if (best > MOST) {
      throw new IllegalArgumentException("best must be at most " + MOST + ", not " + best);
    }
    if ((context == null) == (file == null)) {
      throw new IllegalArgumentException(
          "either --context or --file must be given, and not both: the text to search");
    }
  }
}
