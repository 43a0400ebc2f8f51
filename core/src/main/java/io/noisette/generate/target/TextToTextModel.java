package io.noisette.generate.target;

import ai.djl.repository.zoo.ZooModel;
import io.noisette.engine.BlockModel;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A BART that generates a target text from a source text, as a DJL model for {@code Predictor} and
 * model servers.
 *
 * <p>Any number of threads may share it, each with a predictor of its own, because a predictor is
 * not thread-safe. Close predictors before the model.
 */
public final class TextToTextModel extends ZooModel<String, String> {

  private TextToTextModel(BlockModel model, TextToTextTranslator translator) {
    super(model, translator);
  }

  /**
   * Loads a BART model with its tokenizer.
   *
   * @param path Hugging Face model directory, checkpoint or run directory
   * @param device {@code cpu} or {@code cuda:N}
   * @param settings of the search, {@link TargetSettings#NONE} for those of the checkpoint; those
   *     of input and output are not read
   * @throws UsageException if there is no such model, no tokenizer that fits it, or a setting does
   *     not fit
   */
  public static TextToTextModel load(Path path, String device, TargetSettings settings)
      throws IOException {
    TextToText generator = TextToText.open(path, device, settings, notice -> {});
    TextToTextBlock block = new TextToTextBlock(generator);
    BlockModel model =
        new BlockModel("text-to-text", generator.getManager(), block, generator::close);
    return new TextToTextModel(model, new TextToTextTranslator(generator));
  }
}
