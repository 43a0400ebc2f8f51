package io.noisette.classify;

import ai.djl.modality.Classifications;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.noisette.model.Labels;
import io.noisette.tokenizer.EncodedText;
import io.noisette.tokenizer.PairEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    List<Double> values = new ArrayList<>();
    double[] shares = labels.problem() == Labels.Problem.REGRESSION ? null : softmax(scores);
    for (int i = 0; i < scores.length; i++) {
      values.add(shares == null ? (double) scores[i] : shares[i]);
    }
    return new Classifications(labels.names(), values);
  }

  private static double[] softmax(float[] scores) {
    double most = Double.NEGATIVE_INFINITY;
    for (float score : scores) {
      most = Math.max(most, score);
    }
    double[] shares = new double[scores.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp(scores[i] - most);
    }
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  private static long[] wide(int[] ids) {
    return Arrays.stream(ids).asLongStream().toArray();
  }
}
