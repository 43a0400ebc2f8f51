package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.model.Labels;
import io.noisette.model.ModelTask;
import io.noisette.model.PackedTokens;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.HiddenStates;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The layers of a BART or a single stack below a head that reads one text. */
interface TextStacks extends AutoCloseable {

  /**
   * Starts a forward pass with dropout masks from a random seed, or without dropout if the seed is
   * null.
   */
  void start(@Nullable Long dropoutSeed);

  DropoutSites getSites();

  /** Returns the last hidden states of a text, (tokens, d). */
  NDArray hiddenOfText(NDManager scope, PackedTokens text, TrainingPass pass);

  /** Runs the forward pass of training over a text. */
  HiddenStates train(NDManager scope, PackedTokens text, TrainingPass pass);

  /**
   * Writes {@code config.json} of the model with a head.
   *
   * @param labels of a classifier, or null
   */
  void writeConfig(Path directory, ModelTask task, @Nullable Labels labels) throws IOException;

  @Override
  void close();
}
