package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.bart.model.ExampleBatch;
import io.noisette.bart.model.PretrainedModel;
import io.noisette.bart.objective.ExampleReader;
import io.noisette.bart.objective.HeldOutBatches;
import io.noisette.bart.objective.ObjectiveContext;
import io.noisette.bart.objective.ObjectiveValidator;
import io.noisette.bart.objective.TrainingBatches;
import io.noisette.bart.objective.UnigramModel;
import io.noisette.corpus.SequenceIndex;
import io.noisette.model.bart.BartConfig;
import io.noisette.noise.NoiseDigests;
import io.noisette.noise.NoiseSetting;
import io.noisette.noise.TokenizerVocabulary;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.train.BatchSource;
import io.noisette.train.TrainingSettings;
import io.noisette.train.Validator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The examples of a run's objective, for training and validation. */
final class PretrainingExamples {

  private final BartPretrainConfig config;
  private final NoiseCompiler noiseCompiler;
  private final PretrainingData data;
  private final @Nullable Noise noise;

  PretrainingExamples(
      BartPretrainConfig config, NoiseCompiler noiseCompiler, PretrainingData data) {
    this.config = config;
    this.noiseCompiler = noiseCompiler;
    this.data = data;
    String spec = config.noise();
    noise =
        spec == null
            ? null
            : NoiseSetting.compile(
                spec, noiseCompiler, new TokenizerVocabulary(data.getTokenizer()));
  }

  /** Returns the SHA-256 of corpora, tokenizer and plug-ins by name, for the record of the run. */
  Map<String, String> digests() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>(data.getDigests());
    if (noise != null) {
      digests.putAll(
          NoiseDigests.of(noise, noiseCompiler, new TokenizerVocabulary(data.getTokenizer())));
    }
    return digests;
  }

  BatchSource<ExampleBatch> batches(BartConfig model) {
    TrainingSettings training = config.training();
    return new TrainingBatches(
        reader(data.getSequences(), model, training.seed()),
        training.tokensPerStep(),
        training.microBatchTokens());
  }

  /** Returns the validator, or null without a validation corpus. */
  @Nullable Validator validator(NDManager manager, PretrainedModel model) {
    SequenceIndex heldOut = data.getValidationSequences();
    if (heldOut == null) {
      return null;
    }
    BartConfig shape = model.getConfig();
    HeldOutBatches batches =
        new HeldOutBatches(
            reader(heldOut, shape, ObjectiveValidator.SEED),
            config.validationTokens(),
            config.training().microBatchTokens());
    UnigramModel unigram = UnigramModel.of(data.getSequences(), shape.vocabSize());
    return new ObjectiveValidator(manager, model, batches, unigram);
  }

  private ExampleReader reader(SequenceIndex sequences, BartConfig model, long seed) {
    ObjectiveContext context =
        new ObjectiveContext(
            new TokenizerVocabulary(data.getTokenizer()),
            model.special(),
            model.maxPositionEmbeddings(),
            noise);
    return new ExampleReader(sequences, config.objective().getObjective(), context, seed);
  }
}
