package io.noisette.distillation.data;

import io.noisette.distillation.classifier.StudentEnd;
import io.noisette.distillation.classifier.StudentResult;
import java.util.Locale;
import java.util.Map;

/** The students that are compared. All start from the same model and make as many steps. */
enum DataArm {
  /** Learns from the labelled texts only. */
  SUPERVISED("supervised"),
  /** Learns from the labels of the identity view as well: plain self-training. */
  IDENTITY("identity view"),
  /** Learns from the labels of several views as well: data distillation. */
  VIEWS("several views"),
  /** Learns like {@link #IDENTITY}, from texts that are corrupted anew in each step. */
  NOISE("identity view, noise in training");

  private final String title;

  DataArm(String title) {
    this.title = title;
  }

  String getTitle() {
    return title;
  }

  /** Returns the name of the directory with its runs. */
  String getDirectoryName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the results of these students, by seed. */
  StudentResult toResult(Map<DataArm, Map<Long, StudentEnd>> values) {
    return StudentResult.of(title, values.getOrDefault(this, Map.of()));
  }
}
