package io.noisette.generate.target;

import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;

/**
 * Translator of source texts to the ids that {@link TextToTextBlock} reads, and of its outputs to
 * texts.
 */
final class TextToTextTranslator implements NoBatchifyTranslator<String, String> {

  private final TextToText generator;

  TextToTextTranslator(TextToText generator) {
    this.generator = generator;
  }

  @Override
  public NDList processInput(TranslatorContext context, String text) {
    long[] ids = TextToTextBlock.toLongs(generator.encode(text));
    return new NDList(context.getNDManager().create(ids));
  }

  @Override
  public String processOutput(TranslatorContext context, NDList outputs) {
    return generator.decode(TextToTextBlock.fromLongs(outputs.singletonOrThrow()));
  }
}
