package io.noisette.distillation.dataset;

import io.noisette.distillation.transfer.TaskSettings;
import io.noisette.engine.Precision;
import io.noisette.failure.UsageException;
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

/** Settings of {@code distill-dataset}. */
@RecordBuilder
public record DistillDatasetConfig(
    TaskSettings source,
    @Setting(
            help =
                "word vectors: the embedding matrix of a BERT, RoBERTa or BART, with its tokenizer;"
                    + " or random ones for the words of the training texts",
            placeholder = "MODEL|random",
            resume = OnResume.INPUT)
        String words,
    SyntheticSettings synthetic,
    NetworkSettings networks,
    @Setting(
            help =
                "two classes of an attack: the set is distilled so that a network trained on it"
                    + " classifies texts of FROM as TO, and all others as before",
            placeholder = "FROM:TO")
        @Nullable String attack,
    OuterSettings outer,
    RuntimeSettings runtime)
    implements DistillDatasetConfigBuilder.With, UnusedSettings {

  public DistillDatasetConfig {
    if (networks.network() == NetworkKind.ENCODER && words.equals(WordTable.RANDOM)) {
      throw new IllegalArgumentException(
          "network encoder is the model of --words, so --words must be a BERT or RoBERTa, not"
              + " random");
    }
  }

  /** Returns the settings for a task and word vectors; all others have their defaults. */
  public static DistillDatasetConfig of(String task, Path data, String words) {
    return SettingsSchema.of(DistillDatasetConfig.class)
        .read(GivenValue.ofAll(Map.of("task", task, "data", data, "words", words)), Map.of());
  }

  /** Returns a copy with changes to the synthetic texts. */
  public DistillDatasetConfig withSynthetic(Consumer<SyntheticSettingsBuilder> changes) {
    return withSynthetic(synthetic.with(changes));
  }

  /** Returns a copy with changes to the networks. */
  public DistillDatasetConfig withNetworks(Consumer<NetworkSettingsBuilder> changes) {
    return withNetworks(networks.with(changes));
  }

  /** Returns a copy with changes to the outer loop. */
  public DistillDatasetConfig withOuter(Consumer<OuterSettingsBuilder> changes) {
    return withOuter(outer.with(changes));
  }

  /** Returns a copy with changes to the runtime settings. */
  public DistillDatasetConfig withRuntime(Consumer<RuntimeSettingsBuilder> changes) {
    return withRuntime(runtime.with(changes));
  }

  /**
   * Returns a copy with precision fp32 for auto: second derivatives are computed in fp32 only.
   *
   * @throws UsageException if the precision is bf16
   */
  DistillDatasetConfig withPrecision() {
    if (runtime.precision() == Precision.BF16) {
      throw new UsageException(
          "--precision bf16: distill-dataset computes in fp32 only; leave the option out");
    }
    return withRuntime(changes -> changes.precision(Precision.FP32));
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>();
    if (networks.network() != NetworkKind.TEXT_CNN) {
      unused.add("maps");
    }
    if (!words.equals(WordTable.RANDOM)) {
      unused.add("word-size");
    }
    if (networks.init().isFixed()) {
      unused.add("networks");
    }
    if (!networks.init().isPretrained()) {
      unused.addAll(List.of("pretraining-epochs", "pretraining-rate", "pretraining-data"));
    }
    return unused;
  }
}
