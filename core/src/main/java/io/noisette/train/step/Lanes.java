package io.noisette.train.step;

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
 * Model replicas that share one set of weights and compute parts of a micro-batch in parallel,
 * because the operators of a small model cannot keep many threads busy.
 *
 * <p>The assignment of parts to lanes and the order in which gradients are added up are fixed: two
 * runs with equal settings agree to the bit.
 *
 * @param <M> model type, such as {@code BartModel}
 */
public final class Lanes<M extends TrainableModel> implements AutoCloseable {

  private final List<M> models;
  private final int threads;
  private final List<Gradients> gradients = new ArrayList<>();
  private final ExecutorService executor;

  /**
   * Creates replicas of a model, each with its share of the threads.
   *
   * @param original model that is lane 0; the caller closes it
   * @param count number of lanes, at least 1
   * @param threads number of threads of the whole process, shared among the lanes; 0: all cores
   * @param replicate function that makes another model with shared weights and separate gradients
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

  /** Returns a single lane: the model without replicas. */
  public static <M extends TrainableModel> Lanes<M> single(NDManager parent, M model) {
    return new Lanes<>(parent, model, 1, 1, UnaryOperator.identity());
  }

  /** Returns the number of lanes: the model and its replicas. */
  public int getCount() {
    return models.size();
  }

  /** Forward and backward pass of one lane. */
  @FunctionalInterface
  public interface Pass<M, R> {
    /** Runs the pass of one part of a micro-batch on a replica of the model. */
    R make(M model, int part);
  }

  /**
   * Runs one forward and backward pass per part in parallel, then adds up the gradients of all
   * replicas in the original model.
   *
   * @return results of the passes, in the order of the parts
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
      if (e.getCause() instanceof Error cause) {
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
