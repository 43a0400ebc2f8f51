package io.noisette.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.FlatArrays;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * AdamW with decoupled weight decay, equivalent to {@code torch.optim.AdamW} with two parameter
 * groups: weight decay for matrices, none for biases and layer norms.
 *
 * <p>Each group is updated by one fused libtorch call on the flat buffers of {@link Parameters}.
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
    decayed = new Group(settings.weightDecay(), decays);
    plain = new Group(0, decays.negate());
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
      group.names.forEach(name -> all.put("exp_avg." + name, group.means.get(name)));
    }
    for (Group group : List.of(decayed, plain)) {
      group.names.forEach(name -> all.put("exp_avg_sq." + name, group.squares.get(name)));
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

  /** Parameters with the same weight decay, in runs that lie end to end in memory. */
  private final class Group {

    private final double decay;
    private final List<String> names;
    private final List<NDArray> values = new ArrayList<>();
    private final List<NDArray> ownGradients = new ArrayList<>();
    private final List<NDArray> flatMeans = new ArrayList<>();
    private final List<NDArray> flatSquares = new ArrayList<>();
    private final List<NDArray> steps = new ArrayList<>();
    private final Map<String, NDArray> means = new HashMap<>();
    private final Map<String, NDArray> squares = new HashMap<>();

    Group(double decay, Predicate<String> isMember) {
      this.decay = decay;
      names = parameters.getTrainedNames().stream().filter(isMember).toList();
      for (List<String> run : parameters.findRuns(names)) {
        values.add(parameters.getFlat(run));
        ownGradients.add(parameters.getFlatGradient(run));
        flatMeans.add(zeros(run, means));
        flatSquares.add(zeros(run, squares));
        steps.add(manager.zeros(new Shape()));
      }
    }

    private NDArray zeros(List<String> run, Map<String, NDArray> moments) {
      FlatArrays flat = parameters.toZeros(manager, run);
      run.forEach(name -> moments.put(name, flat.get(name)));
      return flat.get(run);
    }

    void update(double rate) {
      if (values.isEmpty()) {
        return;
      }
      update.execute(
          values,
          ownGradients,
          flatMeans,
          flatSquares,
          steps,
          rate,
          settings.beta1(),
          settings.beta2(),
          settings.eps(),
          decay);
    }
  }
}
