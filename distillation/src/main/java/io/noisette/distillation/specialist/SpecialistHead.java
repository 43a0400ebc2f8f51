package io.noisette.distillation.specialist;

import io.noisette.engine.Parameters;
import io.noisette.model.ModelFamily;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.encoder.EncoderLayout;

/**
 * Output layer of a specialist that starts from a generalist. The rows of its classes are the
 * generalist's. That of the dustbin is the mean of the other rows, with the logarithm of their
 * number on its bias: the largest linear lower bound of this kind of the logarithm of their added
 * exponentials, which is the logit that the dustbin should have.
 */
final class SpecialistHead {

  private final SpecialistRole role;
  private final int[] places; // row of the generalist for each class of the task

  /**
   * Creates the head.
   *
   * @param places row in the generalist's output layer of each class of the task
   */
  SpecialistHead(SpecialistRole role, int[] places) {
    this.role = role;
    this.places = places.clone();
  }

  /** Overwrites the output layer of a model. */
  void start(SequenceClassifier model, SequenceClassifier generalist) {
    ModelFamily family = model.getFamily();
    String layer = family == ModelFamily.BART ? BartLayout.SCORES : EncoderLayout.scores(family);
    Parameters from = generalist.getParameters();
    Parameters to = model.getParameters();
    String weight = layer + ".weight";
    String bias = layer + ".bias";
    to.assign(weight, collect(from.get(weight).toFloatArray()));
    float[] biases = collect(from.get(bias).toFloatArray());
    int others = places.length - role.specialist().subset().size();
    // Taken off for training, as from soft targets: it is added again when the specialist answers.
    biases[biases.length - 1] += (float) (Math.log(others) - role.correction());
    to.assign(bias, biases);
  }

  /** Copies the rows of the classes, and averages all others. */
  private float[] collect(float[] rows) {
    int width = rows.length / places.length;
    int labels = role.countLabels();
    int others = places.length - (labels - 1);
    double[] dustbin = new double[width];
    float[] collected = new float[labels * width];
    for (int label = 0; label < places.length; label++) {
      int own = role.specialist().indexOf(label);
      if (own < labels - 1) {
        System.arraycopy(rows, places[label] * width, collected, own * width, width);
      } else {
        for (int i = 0; i < width; i++) {
          dustbin[i] += (double) rows[places[label] * width + i] / others;
        }
      }
    }
    for (int i = 0; i < width; i++) {
      collected[(labels - 1) * width + i] = (float) dustbin[i];
    }
    return collected;
  }
}
