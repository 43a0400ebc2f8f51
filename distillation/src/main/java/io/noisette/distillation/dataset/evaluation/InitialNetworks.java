package io.noisette.distillation.dataset.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.distillation.dataset.SetDescription;
import io.noisette.distillation.dataset.SetNetworks;
import io.noisette.distillation.dataset.real.LabelledTexts;
import io.noisette.distillation.dataset.real.RealTraining;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The initial weights that a distilled set is evaluated with. Those that are trained on real texts
 * are trained once and kept, because every row of the evaluation begins with the same ones.
 */
final class InitialNetworks {

  private final NDManager manager;
  private final SetDescription description;
  private final SetNetworks networks;
  private final NDArray table;
  private final LabelledTexts pretraining;
  private final @Nullable List<NDArray> fixed;
  private final Map<Integer, List<NDArray>> pretrained = new HashMap<>();

  /**
   * Creates the networks; weights are made when they are asked for.
   *
   * @param manager owner of pretrained weights
   * @param table of word vectors, (vocabulary, word size)
   * @param pretraining texts of networks that are pretrained
   * @param fixed initial weights of the set's own, or null
   */
  InitialNetworks(
      NDManager manager,
      SetDescription description,
      SetNetworks networks,
      NDArray table,
      LabelledTexts pretraining,
      @Nullable List<NDArray> fixed) {
    this.manager = manager;
    this.description = description;
    this.networks = networks;
    this.table = table;
    this.pretraining = pretraining;
    this.fixed = fixed;
  }

  /** Returns whether the set has initial weights of its own. */
  boolean isFixed() {
    return fixed != null;
  }

  /** Returns the initial weights that the set was distilled for: its own, or held-out ones. */
  List<NDArray> getStart(NDManager owner, int number, BooleanSupplier goesOn) throws IOException {
    return fixed == null ? getOtherStart(owner, number, goesOn) : fixed;
  }

  /**
   * Returns initial weights of the same kind that the set was not distilled for.
   *
   * @param owner of weights that are not pretrained
   */
  List<NDArray> getOtherStart(NDManager owner, int number, BooleanSupplier goesOn)
      throws IOException {
    if (description.init().isPretrained() && !pretrained.containsKey(number)) {
      pretrain(number, goesOn);
    }
    List<NDArray> known = pretrained.get(number);
    return known == null ? getRandom(owner, number) : known;
  }

  /** Returns held-out initial weights as they are before training on real texts. */
  List<NDArray> getRandom(NDManager owner, int number) throws IOException {
    return networks.getHeldOut(owner, number);
  }

  /** Returns a training with the rate of the set. */
  RealTraining newRealTraining() {
    return new RealTraining(
        manager,
        networks.getNetwork(),
        table,
        description.pretrainingRate(),
        "it is pretrainingRate in the config.json of --set, so distill the set again with a lower"
            + " --pretraining-rate");
  }

  /** Returns numbers from 0 to {@code count}, at most one for a set of fixed initial weights. */
  List<Integer> countStarts(int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < (isFixed() ? 1 : count); i++) {
      numbers.add(i);
    }
    return numbers;
  }

  /** Trains network {@code number} on real texts, unless the work is stopped meanwhile. */
  private void pretrain(int number, BooleanSupplier goesOn) throws IOException {
    try (NDManager scope = manager.newSubManager()) {
      List<NDArray> trained =
          newRealTraining()
              .train(
                  manager,
                  getRandom(scope, number),
                  pretraining,
                  description.pretrainingEpochs(),
                  number,
                  goesOn);
      if (trained != null) {
        pretrained.put(number, trained);
      }
    }
  }
}
