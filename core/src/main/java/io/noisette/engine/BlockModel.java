package io.noisette.engine;

import ai.djl.BaseModel;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as DJL's predictors want it, around a block that is ready to use. What loads a model of
 * ours, for whatever task, gives DJL this and a translator.
 */
public final class BlockModel extends BaseModel {

  private final Runnable release;

  /**
   * @param manager names the device, and is the parent of what predictors make
   * @param block how a prediction is computed
   * @param release called by {@link #close}: ends the model's own resources
   */
  public BlockModel(String name, NDManager manager, Block block, Runnable release) {
    super(name);
    this.manager = manager;
    this.block = block;
    this.release = release;
  }

  /** Refused: the block is there already. */
  @Override
  public void load(Path directory, @Nullable String prefix, @Nullable Map<String, ?> options) {
    throw new UnsupportedOperationException(getName() + " is loaded");
  }

  @Override
  public void close() {
    release.run();
    super.close();
  }
}
