package io.noisette.classify;

import ai.djl.modality.Classifications;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.noisette.model.Labels;
import io.noisette.tokenizer.EncodedText;
import io.noisette.tokenizer.PairEncoder;
import java.util.Arrays;
import java.util.stream.IntStream;

/** DJL translator of a classifier: tokenizes texts, and converts logits to probabilities. */
final class ClassifierTranslator implements NoBatchifyTranslator<ClassifierInput, Classifications> {

  private final PairEncoder encoder;
  private final Labels labels;

  ClassifierTranslator(PairEncoder encoder, Labels labels) {
    this.encoder = encoder;
    this.labels = labels;
  }

  @Override
  public NDList processInput(TranslatorContext context, ClassifierInput input) {
    String second = input.second();
    EncodedText text =
        second == null ? encoder.encode(input.text()) : encoder.encode(input.text(), second);
    NDManager manager = context.getNDManager();
    return new NDList(manager.create(wide(text.getIds())), manager.create(wide(text.getTypes())));
  }

  @Override
  public Classifications processOutput(TranslatorContext context, NDList outputs) {
    float[] scores = outputs.singletonOrThrow().toFloatArray();
    double[] values = IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray();
    boolean isRegression = labels.problem() == Labels.Problem.REGRESSION;
    double[] shown = isRegression ? values : Logits.softmax(values);
    return new Classifications(labels.names(), Arrays.stream(shown).boxed().toList());
  }

  private static long[] wide(int[] ids) {
    return Arrays.stream(ids).asLongStream().toArray();
  }
}
