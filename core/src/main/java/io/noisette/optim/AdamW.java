package io.noisette.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * AdamW with decoupled weight decay, equivalent to {@code torch.optim.AdamW} with two parameter
 * groups: weight decay for matrices, none for biases and layer norms.
 *
 * <p>Each group is updated by one fused libtorch call, from the gradients of {@link Parameters}.
 */
public final class AdamW implements Optimizer {

  /**
   * Hyperparameters of AdamW that are constant over a run, unlike the learning rate.
   *
   * @param beta1 decay rate of the mean of gradients
   * @param beta2 decay rate of the mean of squared gradients
   * @param eps added to the square root of the bias-corrected mean of squares
   * @param weightDecay factor of the decay of matrices, times the learning rate
   */
  public record Settings(double beta1, double beta2, double eps, double weightDecay) {}

  private final Settings settings;
  private final NDManager manager;
  private final Kernels kernels;
  private final KernelFunction update;
  private final Gradients gradients;
  private final Group decayed;
  private final Group plain;
  private final Parameters parameters;

  /** Creates an optimizer that decays matrices, but not biases and layer norms. */
  public AdamW(NDManager parent, Parameters parameters, Settings settings) {
    this(parent, parameters, settings, name -> parameters.get(name).getShape().dimension() > 1);
  }

  /**
   * Creates an optimizer with weight decay for the parameters whose names satisfy {@code decays}.
   *
   * @param decays returns whether the parameter of a given name decays
   */
  public AdamW(
      NDManager parent, Parameters parameters, Settings settings, Predicate<String> decays) {
    this.settings = settings;
    this.parameters = parameters;
    manager = parent.newSubManager();
    kernels = Kernels.compile(manager, AdamW.class, "AdamWKernels", Map.of());
    update = kernels.function("update");
    gradients = new Gradients(manager, parameters);
    decayed = new Group(settings.weightDecay());
    plain = new Group(0);
    for (String name : parameters.getTrainedNames()) {
      Group group = decays.test(name) ? decayed : plain;
      group.add(name, parameters.get(name), parameters.getGradient(name));
    }
  }

  @Override
  public Gradients getGradients() {
    return gradients;
  }

  @Override
  public void update(double learningRate) {
    decayed.update(learningRate);
    plain.update(learningRate);
    parameters.markChanged();
  }

  /**
   * Returns the optimizer moments by name: means of gradients, {@code exp_avg.NAME}, then means of
   * squared gradients, {@code exp_avg_sq.NAME}.
   */
  @Override
  public Map<String, NDArray> getState() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    for (Group group : List.of(decayed, plain)) {
      putAll(all, "exp_avg.", group.names, group.means);
    }
    for (Group group : List.of(decayed, plain)) {
      putAll(all, "exp_avg_sq.", group.names, group.squares);
    }
    return all;
  }

  @Override
  public void restore(long updates) {
    for (Group group : List.of(decayed, plain)) {
      group.steps.forEach(step -> Parameters.overwrite(step, new float[] {updates}));
    }
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    gradients.close();
    kernels.close();
    manager.close();
  }

  private static void putAll(
      Map<String, NDArray> all, String prefix, List<String> names, List<NDArray> moments) {
    for (int i = 0; i < names.size(); i++) {
      all.put(prefix + names.get(i), moments.get(i));
    }
  }

  /** Parameters with the same weight decay. */
  private final class Group {

    private final double decay;
    private final List<String> names = new ArrayList<>();
    private final List<NDArray> values = new ArrayList<>();
    private final List<NDArray> ownGradients = new ArrayList<>();
    private final List<NDArray> means = new ArrayList<>();
    private final List<NDArray> squares = new ArrayList<>();
    private final List<NDArray> steps = new ArrayList<>();

    Group(double decay) {
      this.decay = decay;
    }

    void add(String name, NDArray value, NDArray gradient) {
      names.add(name);
      values.add(value);
      ownGradients.add(gradient);
      means.add(manager.zeros(value.getShape()));
      squares.add(manager.zeros(value.getShape()));
      steps.add(manager.zeros(new Shape()));
    }

    void update(double rate) {
      if (names.isEmpty()) {
        return;
      }
      update.execute(
          values,
          ownGradients,
          means,
          squares,
          steps,
          rate,
          settings.beta1(),
          settings.beta2(),
          settings.eps(),
          decay);
    }
  }
}
