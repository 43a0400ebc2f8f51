package io.noisette.train;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.engine.TrainableModel;
import io.noisette.optim.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Copies of a model that share its weights, for parts of a micro-batch side by side: operators of a
 * small model are too small for many threads, passes are not.
 *
 * <p>Which lane does what, and the order in which gradients are added up, is fixed: with equal
 * settings two runs agree to the bit.
 *
 * @param <M> the model
 */
public final class Lanes<M extends TrainableModel> implements AutoCloseable {

  private final List<M> models;
  private final int threads;
  private final List<Gradients> gradients = new ArrayList<>();
  private final ExecutorService executor;

  /**
   * @param original is lane 0, and is not closed with this
   * @param count of lanes, at least 1
   * @param threads of the whole process, shared among the lanes; 0: all cores
   * @param replicate makes another model of the same weights with gradients of its own
   */
  public Lanes(NDManager parent, M original, int count, int threads, UnaryOperator<M> replicate) {
    this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    models = new ArrayList<>(List.of(original));
    while (models.size() < count) {
      models.add(replicate.apply(original));
    }
    models.forEach(model -> gradients.add(new Gradients(parent, model.getParameters())));
    executor = Executors.newFixedThreadPool(Math.max(1, count - 1), Lanes::newThread);
  }

  /** One lane, which is the model itself. */
  public static <M extends TrainableModel> Lanes<M> single(NDManager parent, M model) {
    return new Lanes<>(parent, model, 1, 1, UnaryOperator.identity());
  }

  public int getCount() {
    return models.size();
  }

  /** A pass of one lane. */
  @FunctionalInterface
  public interface Pass<M, R> {
    R make(M model, int part);
  }

  /**
   * Makes a pass for each part, at most {@link #getCount}, all at the same time; then the gradients
   * of all of them are those of the original.
   *
   * @return what the passes gave, in the order of the parts
   */
  public <R> List<R> each(int parts, Pass<M, R> pass) {
    if (models.size() == 1) {
      return List.of(pass.make(models.get(0), 0));
    }
    IntFunction<R> onShare =
        part -> {
          Torch.setThreads(Math.max(1, threads / models.size()));
          return pass.make(models.get(part), part);
        };
    List<CompletableFuture<R>> others = new ArrayList<>();
    for (int i = 1; i < parts; i++) {
      int part = i;
      others.add(CompletableFuture.supplyAsync(() -> onShare.apply(part), executor));
    }
    List<R> results = new ArrayList<>();
    try {
      results.add(onShare.apply(0));
    } finally {
      others.forEach(other -> other.exceptionally(failure -> null).join());
      Torch.setThreads(threads);
    }
    others.forEach(other -> results.add(resultOf(other)));
    for (int i = 1; i < parts; i++) {
      gradients.get(0).addAndClear(gradients.get(i));
    }
    return results;
  }

  @Override
  public void close() {
    executor.shutdown();
    gradients.forEach(Gradients::close);
    for (int i = 1; i < models.size(); i++) {
      models.get(i).close();
    }
  }

  private static <R> R resultOf(CompletableFuture<R> pass) {
    try {
      return pass.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "lane");
    thread.setDaemon(true);
    return thread;
  }
}
