package io.noisette.seq2seq;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireThreads;

import io.noisette.evaluation.EvaluationConfig;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.generate.search.SearchOptions;
import io.noisette.seq2seq.data.PairFileFormat;
import io.noisette.seq2seq.data.PairFileSettings;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of {@code evaluate --task seq2seq}. */
@RecordBuilder
public record Seq2SeqEvaluationConfig(
    EvaluationSettings evaluation,
    @Setting(
            help = "Hugging Face model directory, checkpoint or run directory of a BART",
            placeholder = "MODEL")
        Path model,
    @Setting(
            help =
                "held-out data: files with a source and a target per row, or pairs of parallel text"
                    + " files, source file first",
            placeholder = "FILE")
        List<Path> data,
    @Setting(
            help =
                "metrics of the generated texts; loss alone: generate nothing, because loss and"
                    + " perplexity are always measured",
            byDefault = "chrf")
        List<Seq2SeqMetric> metric,
    @Setting(help = "reduce words to their Porter stems before ROUGE compares them")
        boolean stemmer,
    @Setting(
            help =
                "number of rows for which texts are generated: the same random sample each time; 0:"
                    + " all",
            byDefault = "0")
        int rows,
    @Setting(
            help = "file for the generated texts as JSON Lines, which appears when it is complete",
            placeholder = "FILE")
        @Nullable Path predictions,
    @Setting(
            help =
                "format of the data files; auto: by their ending, .jsonl, .json, .csv or .tsv, also"
                    + " with .gz, otherwise lines: two text files, sources and targets, line by"
                    + " line; dialogue: ConvAI2's text files",
            byDefault = "auto")
        PairFileFormat dataFormat,
    PairFileSettings files,
    @Setting(
            help =
                "text that is put before every source, its space included, such as 'summarize: '"
                    + " (default: that of the model, otherwise none)",
            placeholder = "TEXT")
        @Nullable String prefix,
    EvaluationLengthSettings lengths,
    SearchOptions search,
    @Setting(
            help = "number of tokens per forward pass; a smaller number needs less memory",
            byDefault = "4096")
        int microBatchTokens,
    @Setting(
            help = "number of CPU threads per tensor operator; 0: all cores",
            byDefault = "0",
            resume = OnResume.ROUNDING)
        int threads,
    @Setting(help = "device to compute on: cpu or cuda:N", byDefault = "cpu") String device)
    implements EvaluationConfig, Seq2SeqEvaluationConfigBuilder.With {

  public Seq2SeqEvaluationConfig {
    data = List.copyOf(data);
    metric = List.copyOf(metric);
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireThreads(threads);
    requireAtLeast("rows", rows, 0);
    if (predictions != null && metric.stream().allMatch(it -> it == Seq2SeqMetric.LOSS)) {
      throw new IllegalArgumentException(
          "--predictions needs a --metric other than loss, for which no text is generated");
    }
    if (stemmer && !metric.contains(Seq2SeqMetric.ROUGE)) {
      throw new IllegalArgumentException("--stemmer belongs to --metric rouge");
    }
  }
}
