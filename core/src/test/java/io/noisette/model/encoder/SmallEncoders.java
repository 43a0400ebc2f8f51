package io.noisette.model.encoder;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.model.Activation;
import io.noisette.model.DropoutRates;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ParameterValues;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.bart.BartHeads;
import io.noisette.model.bart.SmallModels;

/** Small BERTs and RoBERTas for tests, all of whose parameters matter. */
public final class SmallEncoders {

  private static final DropoutRates DROPOUT = new DropoutRates(0.1, 0.2, 0, 0.3);

  private SmallEncoders() {}

  /** 2 layers, d 24, all widths different. */
  public static EncoderConfig config(ModelFamily family) {
    return config(family, 61, 40);
  }

  public static EncoderConfig config(ModelFamily family, int vocabSize, int positions) {
    int pad = family == ModelFamily.ROBERTA ? 1 : 0;
    return new EncoderConfig(
        family, vocabSize, 24, 2, 3, 40, positions, 2, Activation.GELU, 1e-12, 0.02, pad, DROPOUT);
  }

  public static SequenceClassifier classifier(
      NDManager manager, ModelFamily family, Labels labels) {
    return family == ModelFamily.BART
        ? BartHeads.classifier(
            manager,
            SmallModels.config(0).withDropout(DROPOUT),
            labels,
            Precision.FP32,
            ParameterValues.ofArrays(SmallModels::valuesOf))
        : classifier(manager, config(family), labels);
  }

  public static SequenceClassifier classifier(
      NDManager manager, EncoderConfig config, Labels labels) {
    return EncoderHeads.classifier(
        manager, config, labels, Precision.FP32, ParameterValues.ofArrays(SmallModels::valuesOf));
  }

  public static MaskedLanguageModel maskedLm(NDManager manager, ModelFamily family) {
    return new MaskedLanguageModel(
        manager, config(family), Precision.FP32, ParameterValues.ofArrays(SmallModels::valuesOf));
  }
}
