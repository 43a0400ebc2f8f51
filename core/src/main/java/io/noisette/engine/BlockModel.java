package io.noisette.engine;

import ai.djl.BaseModel;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DJL model around a block that is ready to use, for DJL's predictors. */
public final class BlockModel extends BaseModel {

  private final Runnable release;

  /**
   * Creates a model.
   *
   * @param name shown by DJL
   * @param manager names the device, and is the parent of the predictors' managers
   * @param block computes a prediction
   * @param release called by {@link #close} to free the resources behind the block
   */
  public BlockModel(String name, NDManager manager, Block block, Runnable release) {
    super(name);
    this.manager = manager;
    this.block = block;
    this.release = release;
  }

  /** Always throws, because the block is loaded already. */
  @Override
  public void load(Path directory, @Nullable String prefix, @Nullable Map<String, ?> options) {
    throw new UnsupportedOperationException(getName() + " is already loaded");
  }

  @Override
  public void close() {
    release.run();
    super.close();
  }
}
