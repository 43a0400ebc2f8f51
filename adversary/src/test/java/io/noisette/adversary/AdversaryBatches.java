package io.noisette.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.adversary.perturbation.PerturbationSampler;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TextModel;
import io.noisette.model.bart.SmallModels;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import io.noisette.train.step.PlainStep;
import java.util.ArrayList;
import java.util.List;

/** Steps of a few short texts. */
final class AdversaryBatches {

  private AdversaryBatches() {}

  static StepBatch<LabelledBatch<float[]>> batch() {
    return new StepBatch<>(List.of(pack(texts(), 2, 0, 1)), 21, 3, Cursor.START, Cursor.START);
  }

  static StepBatch<LabelledBatch<float[]>> quadraticBatch(int texts) {
    List<int[]> tokens = new ArrayList<>();
    for (int i = 0; i < texts; i++) {
      tokens.add(new int[] {5});
    }
    LabelledBatch<float[]> all = pack(tokens, new float[texts]);
    return new StepBatch<>(List.of(all), texts, 1, Cursor.START, Cursor.START);
  }

  static LabelledBatch<float[]> pack(List<int[]> texts, float... targets) {
    return new LabelledBatch<>(SequenceBatch.of(PackedTokens.of(texts)), targets);
  }

  /** A step whose passes and ascents a listener hears of. */
  static <T> FineTuningStep<TextModel<T>, LabelledBatch<T>> step(
      AdversarySettings settings, NDManager manager, TextModel<T> model, PassListener listener) {
    PlainStep<TextModel<T>, LabelledBatch<T>> plain = FineTuningStep.newPlainStep(manager, model);
    return new FineTuningStep<>(
        settings,
        plain,
        new Perturbers<>(
            manager,
            plain,
            new TextInput<>(LabelledBatch::sequences),
            List.of(new PerturbationSampler(manager, settings.toBall(), model.getWidth())),
            settings.toDropoutSharing(),
            listener));
  }

  static List<int[]> texts() {
    List<int[]> texts = SmallModels.sequences(61, 3, 7, 2, 12);
    texts.forEach(text -> text[text.length - 1] = 2); // BART's end
    return texts;
  }
}
