package io.noisette.bart.model;

import io.noisette.model.bart.BartConfig;

/** Kinds of models that objectives train. */
public enum ModelKind {
  /** A BART: encoder and decoder. */
  ENCODER_DECODER("an encoder and a decoder"),
  /** An encoder alone. */
  ENCODER("an encoder alone"),
  /** A decoder alone, without cross-attention. */
  DECODER("a decoder alone");

  private final String description;

  ModelKind(String description) {
    this.description = description;
  }

  /** Returns the kind of a model. */
  public static ModelKind of(BartConfig model) {
    if (model.isSingleStack()) {
      return model.encoderLayers() == 0 ? DECODER : ENCODER;
    }
    return ENCODER_DECODER;
  }

  /** Returns whether the model is a single stack. */
  public boolean isSingleStack() {
    return this != ENCODER_DECODER;
  }

  /**
   * Returns the number of encoder layers; a single stack has as many layers as the encoder and the
   * decoder of the given numbers together.
   */
  public int countEncoderLayers(int encoderLayers, int decoderLayers) {
    return switch (this) {
      case ENCODER_DECODER -> encoderLayers;
      case ENCODER -> encoderLayers + decoderLayers;
      case DECODER -> 0;
    };
  }

  /** Returns the number of decoder layers, as {@link #countEncoderLayers} does. */
  public int countDecoderLayers(int encoderLayers, int decoderLayers) {
    return switch (this) {
      case ENCODER_DECODER -> decoderLayers;
      case ENCODER -> 0;
      case DECODER -> encoderLayers + decoderLayers;
    };
  }

  /**
   * Returns the sizes of a model of this kind that starts from one with the given sizes. An
   * encoder-decoder may start from a single stack; its other stack has the given number of layers.
   */
  public BartConfig complete(BartConfig start, int encoderLayers, int decoderLayers) {
    if (isSingleStack() || !start.isSingleStack()) {
      return start;
    }
    return start.encoderLayers() == 0
        ? start.with(it -> it.encoderLayers(encoderLayers))
        : start.with(it -> it.decoderLayers(decoderLayers));
  }

  /** Returns the kind as an object of a sentence. */
  public String getDescription() {
    return description;
  }
}
