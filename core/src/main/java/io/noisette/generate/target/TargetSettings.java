package io.noisette.generate.target;

import io.noisette.engine.Precision;
import io.noisette.generate.search.GenerationSettings;
import io.noisette.generate.search.SearchOptions;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Settings of {@code generate} with a BART model; null where the checkpoint or a default counts.
 */
@RecordBuilder
public record TargetSettings(
    @Setting(help = "source text (BART)") @Nullable String text,
    @Setting(
            help =
                "source texts, one per line, or a .jsonl file with a key such as text, source or"
                    + " article; plain or gzip; -: standard input (BART)",
            placeholder = "FILE")
        @Nullable Path input,
    @Setting(
            help =
                "key of the sources in a .jsonl file (BART; default: text, source or that of a known"
                    + " data set, such as article, document or dialogue)",
            placeholder = "NAME")
        @Nullable String source,
    @Setting(
            help =
                "action on lines of --input that are empty or have no source: refuse the file, or"
                    + " skip them: their predictions are empty, and they are reported (BART;"
                    + " default refuse)")
        @Nullable BadRows badRows,
    @Setting(
            help =
                "text that is put before every source, its space included; '' for none (BART;"
                    + " default: that of the model, which seq2seq-finetune --prefix has stored)",
            placeholder = "TEXT")
        @Nullable String prefix,
    @Setting(
            help =
                "file for the predictions (default: standard output); an unfinished one of the same"
                    + " input, model and settings is continued (BART)",
            placeholder = "FILE")
        @Nullable Path output,
    @Setting(
            help =
                "beam size; 1: greedy search (BART; default: num_beams of the checkpoint, otherwise"
                    + " 4)")
        @Nullable Integer beam,
    @Setting(
            help =
                "exponent p of the length in a score, sum of log-probabilities / length^p: above 0"
                    + " favours long texts, 0 compares sums, below 0 favours short ones (BART;"
                    + " default: length_penalty of the checkpoint, otherwise 1)",
            placeholder = "X")
        @Nullable Double lengthPenalty,
    @Setting(
            help =
                "size of n-grams that may occur only once in a text; 0: no such limit (BART;"
                    + " default: no_repeat_ngram_size of the checkpoint, otherwise 0)")
        @Nullable Integer noRepeatNgramSize,
    @Setting(
            help =
                "number of tokens before which a text must not end (BART; default: min_new_tokens"
                    + " or min_length of the checkpoint, otherwise 0)")
        @Nullable Integer minTokens,
    @Setting(
            help =
                "maximum number of tokens of a text, its end token included (BART; default:"
                    + " max_new_tokens or max_length of the checkpoint, otherwise 256 or the"
                    + " model's positions)")
        @Nullable Integer maxTokens,
    @Setting(
            help = "number of best texts of each source in jsonl, at most the beam size (BART)",
            placeholder = "N")
        @Nullable Integer best,
    @Setting(
            help =
                "maximum number of source tokens, times the beam size, that are decoded together"
                    + " (BART; default 8192)")
        @Nullable Integer batchTokens,
    @Setting(help = "format of the predictions; json is another name of jsonl (BART; default text)")
        @Nullable PredictionFormat format,
    @Setting(
            help =
                "maximum number of tokens per source, special tokens included (BART; default: that"
                    + " of the model, which seq2seq-finetune has stored, otherwise the model's"
                    + " positions)",
            placeholder = "N")
        @Nullable Integer maxSourceLength,
    @Setting(
            help =
                "action on longer sources: refuse them, or cut off their ends (BART; default: that"
                    + " of the model, which seq2seq-finetune has stored, otherwise refuse)")
        @Nullable Truncation truncate,
    @Setting(help = "precision of matrix multiplications: fp32 or bf16 (BART; default fp32)")
        @Nullable Precision precision)
    implements TargetSettingsBuilder.With {

  /** No setting given. */
  public static final TargetSettings NONE =
      new TargetSettings(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null);

  /** Returns settings of a search alone. */
  public static TargetSettings of(SearchOptions search) {
    return NONE.with(
        it ->
            it.beam(search.beam())
                .lengthPenalty(search.lengthPenalty())
                .noRepeatNgramSize(search.noRepeatNgramSize())
                .minTokens(search.minTokens())
                .maxTokens(search.maxTokens()));
  }

  public TargetSettings {
    if (beam != null) {
      GenerationSettings.requireBeams("beam", beam);
    }
    requireAtLeast(0, "no-repeat-ngram-size", noRepeatNgramSize);
    requireAtLeast(0, "min-tokens", minTokens);
    requireAtLeast(1, "max-tokens", maxTokens);
    requireAtLeast(1, "best", best);
    requireAtLeast(1, "batch-tokens", batchTokens);
    requireAtLeast(SourceLimit.LEAST, "max-source-length", maxSourceLength);
    if (lengthPenalty != null) {
      GenerationSettings.requireLengthPenalty("length-penalty", lengthPenalty);
    }
    if (precision == Precision.AUTO) {
      throw new IllegalArgumentException("precision must be fp32 or bf16 here, not auto");
    }
  }

  /** Returns the names of the options that are given. */
  public List<String> findGiven() {
    List<String> given = new ArrayList<>();
    add(given, "--text", text);
    add(given, "--input", input);
    add(given, "--source", source);
    add(given, "--bad-rows", badRows);
    add(given, "--prefix", prefix);
    add(given, "--output", output);
    add(given, "--beam", beam);
    add(given, "--length-penalty", lengthPenalty);
    add(given, "--no-repeat-ngram-size", noRepeatNgramSize);
    add(given, "--min-tokens", minTokens);
    add(given, "--max-tokens", maxTokens);
    add(given, "--best", best);
    add(given, "--batch-tokens", batchTokens);
    add(given, "--format", format);
    add(given, "--max-source-length", maxSourceLength);
    add(given, "--truncate", truncate);
    add(given, "--precision", precision);
    return given;
  }

  private static void add(List<String> given, String name, @Nullable Object value) {
    if (value != null) {
      given.add(name);
    }
  }

  private static void requireAtLeast(int least, String name, @Nullable Integer value) {
    if (value != null && value < least) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be at least %d, not %d", name, least, value));
    }
  }
}
