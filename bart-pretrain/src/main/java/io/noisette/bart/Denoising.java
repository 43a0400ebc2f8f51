package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartModel;
import io.noisette.noise.NoiseSetting;
import io.noisette.noise.PluginDigest;
import io.noisette.noise.TokenizerVocabulary;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.train.BatchSource;
import io.noisette.train.Validator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run learns: the text as it was, from text that noise has corrupted. */
final class Denoising {

  private final BartPretrainConfig config;
  private final NoiseCompiler noiseCompiler;
  private final PretrainingData data;
  private final Noise noise;

  Denoising(BartPretrainConfig config, NoiseCompiler noiseCompiler, PretrainingData data) {
    this.config = config;
    this.noiseCompiler = noiseCompiler;
    this.data = data;
    noise =
        NoiseSetting.compile(
            config.noise(), noiseCompiler, new TokenizerVocabulary(data.getTokenizer()));
  }

  /** SHA-256 of text, tokenizer and plug-ins, by what they are. */
  Map<String, String> digests() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>(data.getDigests());
    for (var plugin : noiseCompiler.findPlugins(noise.getSpec()).entrySet()) {
      digests.put("plug-in " + plugin.getKey(), PluginDigest.of(plugin.getValue()));
    }
    return digests;
  }

  BatchSource<Seq2SeqBatch> batches(BartConfig model) {
    return new DenoisingBatches(
        data.getSequences(),
        samples(model),
        model.special().decoderStart(),
        config.training().seed(),
        config.training().tokensPerStep(),
        config.training().microBatchTokens());
  }

  /** Null without a corpus to validate on. */
  @Nullable Validator validator(NDManager manager, BartModel model) {
    if (data.getValidationSequences() == null) {
      return null;
    }
    BartConfig shape = model.getConfig();
    UnigramModel unigram = UnigramModel.of(data.getSequences(), shape.vocabSize());
    return new DenoisingValidator(
        new HeldOutLosses(manager, model, unigram),
        new HeldOutBatches(
            data.getValidationSequences(),
            samples(shape),
            shape.special().decoderStart(),
            DenoisingValidator.SEED,
            config.validationTokens(),
            config.training().microBatchTokens()));
  }

  private DenoisingSample samples(BartConfig model) {
    return new DenoisingSample(
        noise,
        new TokenizerVocabulary(data.getTokenizer()),
        model.special(),
        model.maxPositionEmbeddings());
  }
}
