package io.noisette.distillation.dataset.real;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.corpus.SequenceOrder;
import io.noisette.distillation.unroll.TextNetwork;
import io.noisette.engine.Parameters;
import io.noisette.failure.NonFiniteException;
import io.noisette.model.ParameterSpec;
import io.noisette.optim.AdamW;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Ordinary training of a network on real texts, with Adam. */
public final class RealTraining {

  private static final AdamW.Settings ADAM = new AdamW.Settings(0.9, 0.999, 1e-8, 0);
  private static final int BATCH = 64;

  private final NDManager manager;
  private final TextNetwork network;
  private final NDArray table;
  private final double rate;
  private final String advice;

  /**
   * Creates the training.
   *
   * @param table word vectors, (vocabulary, d)
   * @param rate learning rate
   * @param advice what a user can do about a rate that is too high, such as {@code give a lower
   *     --pretraining-rate}
   */
  public RealTraining(
      NDManager manager, TextNetwork network, NDArray table, double rate, String advice) {
    this.manager = manager;
    this.network = network;
    this.table = table;
    this.rate = rate;
    this.advice = advice;
  }

  /**
   * Trains a network.
   *
   * @param owner of the result
   * @param start initial weights, which stay as they are
   * @param seed of the order of the texts
   * @param goesOn asked before each step; if it says no, the result is null
   * @throws NonFiniteException if a weight is NaN or infinite in the end
   */
  public @Nullable List<NDArray> train(
      NDManager owner,
      List<NDArray> start,
      LabelledTexts texts,
      int epochs,
      long seed,
      BooleanSupplier goesOn) {
    List<ParameterSpec> layout = network.getLayout();
    try (NDManager scope = manager.newSubManager()) {
      Parameters parameters = new Parameters(scope);
      for (int i = 0; i < layout.size(); i++) {
        ParameterSpec spec = layout.get(i);
        parameters.add(spec.name(), spec.shape(), start.get(i).toFloatArray());
      }
      try (AdamW optimizer = new AdamW(scope, parameters, ADAM)) {
        for (int epoch = 0; epoch < epochs; epoch++) {
          for (int[] rows : order(texts.getSize(), seed, epoch)) {
            if (!goesOn.getAsBoolean()) {
              return null;
            }
            step(parameters, optimizer, texts, rows);
          }
        }
      }
      return layout.stream()
          .map(
              spec -> {
                float[] weights = parameters.get(spec.name()).toFloatArray();
                requireFinite(spec.name(), weights);
                return Parameters.copy(owner, spec.shape(), weights);
              })
          .toList();
    }
  }

  private void requireFinite(String name, float[] weights) {
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        throw new NonFiniteException(
            ("a network that was trained on real texts has a weight of %s in %s: it has diverged, so"
                    + " its learning rate of %s is too high; %s")
                .formatted(weight, name, rate, advice));
      }
    }
  }

  /** Returns the number of steps of a training. */
  public static long countSteps(LabelledTexts texts, int epochs) {
    return (long) epochs * ((texts.getSize() - 1) / BATCH + 1);
  }

  private void step(Parameters parameters, AdamW optimizer, LabelledTexts texts, int[] rows) {
    List<String> names = network.getLayout().stream().map(ParameterSpec::name).toList();
    try (NDManager scope = manager.newSubManager()) {
      List<NDArray> real = new ArrayList<>(texts.toBatch(scope, rows));
      real.add(table);
      List<NDArray> results = network.getKernels().outer(scope, real, parameters.get(names));
      for (int i = 0; i < names.size(); i++) {
        parameters.getGradient(names.get(i)).addi(results.get(i + 2));
      }
      optimizer.update(rate);
      optimizer.getGradients().clear();
    }
  }

  private static List<int[]> order(int size, long seed, int epoch) {
    SequenceOrder order = SequenceOrder.of(size, seed, epoch);
    int[] all = new int[size];
    Arrays.setAll(all, i -> (int) order.at(i));
    List<int[]> batches = new ArrayList<>();
    for (int at = 0; at < size; at += BATCH) {
      batches.add(Arrays.copyOfRange(all, at, Math.min(size, at + BATCH)));
    }
    return batches;
  }
}
