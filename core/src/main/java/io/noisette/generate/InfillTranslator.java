package io.noisette.generate;

import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Translator of texts with masks to the ids that {@link InfillBlock} reads, and of its outputs to
 * texts.
 */
final class InfillTranslator implements NoBatchifyTranslator<String, List<Completion>> {

  private final TextInfiller infiller;

  InfillTranslator(TextInfiller infiller) {
    this.infiller = infiller;
  }

  @Override
  public NDList processInput(TranslatorContext context, String text) {
    long[] ids = InfillBlock.toLongs(infiller.encode(text));
    return new NDList(context.getNDManager().create(ids));
  }

  @Override
  public List<Completion> processOutput(TranslatorContext context, NDList outputs) {
    float[] scores = outputs.get(0).toFloatArray();
    List<Completion> all = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      int[] ids = InfillBlock.fromLongs(outputs.get(i + 1));
      all.add(new Completion(infiller.decode(ids), scores[i]));
    }
    return TextInfiller.distinct(all);
  }
}
