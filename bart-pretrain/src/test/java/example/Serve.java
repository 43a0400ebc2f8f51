package example;

import ai.djl.inference.Predictor;
import io.noisette.generate.Completion;
import io.noisette.generate.InfillModel;
import java.nio.file.Path;
import java.util.List;

/** What docs/library.md shows of serving. */
final class Serve {

  private Serve() {}

  static List<Completion> fill(Path run) throws Exception {
    try (InfillModel model = InfillModel.load(run, "cpu", 5);
        Predictor<String, List<Completion>> predictor = model.newPredictor()) {
      return predictor.predict("The house stands <mask> the river.");
    }
  }
}
