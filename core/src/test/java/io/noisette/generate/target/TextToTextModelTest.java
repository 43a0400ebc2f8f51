package io.noisette.generate.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.TranslateException;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SmallBarts;
import io.noisette.testing.LiveArrays;
import io.noisette.tokenizer.SmallTokenizers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextToTextModelTest {

  private static final List<String> TEXTS = List.of("the day", "night and day", "the night");

  @TempDir static Path directory;

  @BeforeAll
  static void writeModel() throws IOException {
    SmallTokenizers.train(directory, "the day and the night and the day\n".repeat(5), 270);
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = SmallBarts.create(manager, SmallBarts.config(270))) {
      new BartDirectory(directory).write(model);
    }
  }

  @Test
  void aPredictorGeneratesWhatTheVerbDoes() throws Exception {
    TargetSettings settings = TargetSettings.NONE.withBeam(2).withMaxTokens(8);
    try (TextToTextModel model = TextToTextModel.load(directory, "cpu", settings);
        Predictor<String, String> predictor = model.newPredictor();
        TextToText generator = TextToText.open(directory, "cpu", settings, notice -> {})) {
      for (String text : TEXTS) {
        assertEquals(generator.generate(text).get(0).text(), predictor.predict(text));
      }
      assertEquals(TEXTS.size(), predictor.batchPredict(TEXTS).size());
    }
  }

  @Test
  void predictionsLeaveNothingInMemory() throws Exception {
    TargetSettings settings = TargetSettings.NONE.withMaxTokens(4);
    try (TextToTextModel model = TextToTextModel.load(directory, "cpu", settings);
        Predictor<String, String> predictor = model.newPredictor()) {
      predictor.predict("the day");
      int before = LiveArrays.count(model.getNDManager());
      for (int i = 0; i < 20; i++) {
        predictor.predict("the day");
      }
      assertEquals(before, LiveArrays.count(model.getNDManager()));
    }
  }

  @Test
  void anEmptyTextIsRefused() throws Exception {
    try (TextToTextModel model = TextToTextModel.load(directory, "cpu", TargetSettings.NONE);
        Predictor<String, String> predictor = model.newPredictor()) {
      TranslateException thrown =
          assertThrows(TranslateException.class, () -> predictor.predict(" "));
      assertInstanceOf(UsageException.class, thrown.getCause());
    }
  }
}
