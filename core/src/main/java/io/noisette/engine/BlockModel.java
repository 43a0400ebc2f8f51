package io.noisette.engine;

import ai.djl.BaseModel;
import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** DJL model around a block that is ready to use, for DJL's predictors. */
public final class BlockModel extends BaseModel {

  private final Runnable release;
  private final UseLock lock = new UseLock("the model");

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
    throw new UnsupportedOperationException(
        "load() is not supported, because the model " + getName() + " is already loaded");
  }

  /** Returns a predictor, for one thread; the model is not closed while it predicts. */
  @Override
  public <I, O> Predictor<I, O> newPredictor(Translator<I, O> translator, Device device) {
    return lock.use(() -> new GuardedPredictor<>(this, translator, device));
  }

  /** Frees the native memory, after waiting for other threads that are predicting. */
  @Override
  public void close() {
    lock.close(
        () -> {
          release.run();
          super.close();
        });
  }

  /** Predictor that keeps the model open while it predicts. */
  private static final class GuardedPredictor<I, O> extends Predictor<I, O> {

    private final UseLock lock;

    GuardedPredictor(BlockModel model, Translator<I, O> translator, Device device) {
      super(model, translator, device, false);
      lock = model.lock;
    }

    @Override
    public List<O> batchPredict(List<I> inputs) throws TranslateException {
      try {
        return lock.use(() -> predictAll(inputs));
      } catch (CompletionException e) {
        if (e.getCause() instanceof TranslateException failure) {
          throw failure;
        }
        throw e;
      }
    }

    @Override
    public void close() {
      try {
        lock.use(
            () -> {
              super.close();
              return true;
            });
      } catch (IllegalStateException e) {
        return; // freed with the model
      }
    }

    private List<O> predictAll(List<I> inputs) {
      try {
        return super.batchPredict(inputs);
      } catch (TranslateException e) {
        throw new CompletionException(e); // batchPredict takes it out again
      }
    }
  }
}
