package io.noisette.seq2seq;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.adversary.AdversarySettings;
import io.noisette.adversary.AdversarySettingsBuilder;
import io.noisette.generate.search.SearchOptions;
import io.noisette.generate.search.SearchOptionsBuilder;
import io.noisette.seq2seq.data.LengthSettings;
import io.noisette.seq2seq.data.LengthSettingsBuilder;
import io.noisette.seq2seq.data.PairFileFormat;
import io.noisette.seq2seq.data.PairFileSettings;
import io.noisette.seq2seq.data.PairFileSettingsBuilder;
import io.noisette.settings.GivenValue;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.UnusedSettings;
import io.noisette.train.RuntimeSettings;
import io.noisette.train.RuntimeSettingsBuilder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings of {@code seq2seq-finetune}. */
@RecordBuilder
public record Seq2SeqFinetuneConfig(
    @Setting(
            help =
                "training data: files with a source and a target per row, or pairs of parallel text"
                    + " files, source file first",
            placeholder = "FILE",
            resume = OnResume.INPUT)
        List<Path> train,
    @Setting(
            help = "validation data, in files like those of --train",
            placeholder = "FILE",
            resume = OnResume.INPUT)
        List<Path> validation,
    @Setting(
            help =
                "pretrained or fine-tuned BART: Hugging Face model directory, checkpoint or run"
                    + " directory",
            placeholder = "MODEL",
            resume = OnResume.INPUT)
        Path model,
    @Setting(
            help =
                "settings for a kind of task, explained below; options that are given override"
                    + " them",
            byDefault = "none")
        Seq2SeqPreset preset,
    @Setting(
            help =
                "format of the data files; auto: by their ending, .jsonl, .json, .csv or .tsv, also"
                    + " with .gz, otherwise lines: two text files, sources and targets, line by"
                    + " line; dialogue: ConvAI2's text files",
            byDefault = "auto")
        PairFileFormat format,
    PairFileSettings files,
    @Setting(
            help =
                "text that is put before every source, its space included, such as 'summarize: '"
                    + " (default: that of --model, otherwise none); checkpoints keep it",
            placeholder = "TEXT")
        @Nullable String prefix,
    LengthSettings lengths,
    SourceEncoderSettings sourceLanguage,
    @Setting(
            help =
                "metric that chooses the best checkpoint: that of texts generated for"
                    + " --validation-rows, or the loss of all targets, without generating",
            byDefault = "chrf")
        Seq2SeqMetric metric,
    @Setting(
            help =
                "number of validation rows for which each validation generates texts: the same"
                    + " random sample each time; 0: all",
            byDefault = "200")
        int validationRows,
    @Setting(
            help =
                "number of layers of --model to start from, the lowest of the encoder and of the"
                    + " decoder (default: all)",
            placeholder = "N")
        @Nullable Integer layers,
    @Setting(help = "start from random weights instead of those of --model, as a baseline")
        boolean randomInit,
    SearchOptions search,
    AdversarySettings adversary,
    Seq2SeqTrainingSettings training,
    @Setting(help = "random seed of data order and dropout, and of --random-init", byDefault = "1")
        long seed,
    RuntimeSettings runtime)
    implements Seq2SeqFinetuneConfigBuilder.With, UnusedSettings {

  public Seq2SeqFinetuneConfig {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    requireAtLeast("validation-rows", validationRows, 0);
    requireAtLeast("layers", layers == null ? 1 : layers, 1);
  }

  /**
   * Returns the settings of a preset for some data and a model; all other settings have their
   * defaults. To choose a preset, use this method: {@code withPreset} only changes the name that
   * the run records.
   */
  public static Seq2SeqFinetuneConfig of(
      List<Path> train, List<Path> validation, Path model, Seq2SeqPreset preset) {
    return SettingsSchema.of(Seq2SeqFinetuneConfig.class)
        .read(
            GivenValue.ofAll(
                Map.of("train", train, "validation", validation, "model", model, "preset", preset)),
            Map.of());
  }

  /** Returns a copy with changes to the columns and rows of the data files. */
  public Seq2SeqFinetuneConfig withFiles(Consumer<PairFileSettingsBuilder> changes) {
    return withFiles(files.with(changes));
  }

  /** Returns a copy with changes to the maximum lengths of sources and targets. */
  public Seq2SeqFinetuneConfig withLengths(Consumer<LengthSettingsBuilder> changes) {
    return withLengths(lengths.with(changes));
  }

  /** Returns a copy with changes to the source encoder. */
  public Seq2SeqFinetuneConfig withSourceLanguage(Consumer<SourceEncoderSettingsBuilder> changes) {
    return withSourceLanguage(sourceLanguage.with(changes));
  }

  /** Returns a copy with changes to the beam search. */
  public Seq2SeqFinetuneConfig withSearch(Consumer<SearchOptionsBuilder> changes) {
    return withSearch(search.with(changes));
  }

  /** Returns a copy with changes to the adversarial training settings. */
  public Seq2SeqFinetuneConfig withAdversary(Consumer<AdversarySettingsBuilder> changes) {
    return withAdversary(adversary.with(changes));
  }

  /** Returns a copy with changes to the training settings. */
  public Seq2SeqFinetuneConfig withTraining(Consumer<Seq2SeqTrainingSettingsBuilder> changes) {
    return withTraining(training.with(changes));
  }

  /**
   * Returns a copy with changes to the runtime settings, such as output directory, threads and
   * device.
   */
  public Seq2SeqFinetuneConfig withRuntime(Consumer<RuntimeSettingsBuilder> changes) {
    return withRuntime(runtime.with(changes));
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>(training.findUnused());
    unused.addAll(adversary.findUnused());
    if (metric == Seq2SeqMetric.LOSS) {
      unused.add("validation-rows");
    }
    return unused;
  }
}
