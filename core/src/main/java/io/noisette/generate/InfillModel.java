package io.noisette.generate;

import ai.djl.repository.zoo.ZooModel;
import io.noisette.engine.BlockModel;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A model that fills in the masks of texts, as a DJL model for {@code Predictor} and model servers.
 *
 * <p>Any number of threads may share it, each with a predictor of its own, because a predictor is
 * not thread-safe. Close predictors before the model.
 */
public final class InfillModel extends ZooModel<String, List<Completion>> {

  private InfillModel(BlockModel model, InfillTranslator translator) {
    super(model, translator);
  }

  /**
   * Loads a BART model with its tokenizer.
   *
   * @param path Hugging Face model directory, checkpoint or run directory
   * @param device {@code cpu} or {@code cuda:N}
   * @param beams beam size, which is also the maximum number of completions of a text
   * @throws UsageException if there is no such model, or no tokenizer that fits it
   */
  public static InfillModel load(Path path, String device, int beams) throws IOException {
    if (beams < 1) {
      throw new IllegalArgumentException("beams must be at least 1, not " + beams);
    }
    TextInfiller infiller = TextInfiller.open(path, device);
    InfillBlock block = new InfillBlock(infiller, beams);
    BlockModel model = new BlockModel("infill", infiller.getManager(), block, infiller::close);
    return new InfillModel(model, new InfillTranslator(infiller));
  }
}
