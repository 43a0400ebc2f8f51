package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.DropoutMasks;
import java.util.ArrayList;
import java.util.List;

/**
 * Target tokens in the form that the kernels of the softmax take.
 *
 * @param head label of each token in the head: a token id of the first band, or the class of a tail
 * @param places for each tail, the indices of its tokens in the batch
 * @param within for each tail, the token ids relative to the start of the tail
 */
record SoftmaxLabels(NDArray head, List<NDArray> places, List<NDArray> within) {

  static SoftmaxLabels of(NDManager scope, SandwichConfig config, BandedWords words) {
    int frequent = config.bands().get(0).size();
    long[] head = new long[words.getSize()];
    List<NDArray> allPlaces = new ArrayList<>();
    List<NDArray> allWithin = new ArrayList<>();
    for (int band = 0; band <= config.cutoffs().size(); band++) {
      long[] places = words.getPlaces(band);
      long[] within = words.getWithin(band);
      for (int i = 0; i < places.length; i++) {
        if (places[i] >= 0) {
          head[(int) places[i]] = band == 0 ? within[i] : frequent + band - 1;
        }
      }
      if (band > 0) {
        allPlaces.add(scope.create(places));
        allWithin.add(scope.create(within));
      }
    }
    return new SoftmaxLabels(scope.create(head), allPlaces, allWithin);
  }

  /**
   * Returns the next dropout masks of the adaptive softmax: that of the hidden states, then that of
   * each tail.
   */
  static List<NDArray> nextMasks(
      NDManager scope, SandwichConfig config, BandedWords words, DropoutMasks source) {
    if (!config.isAdaptive()) {
      return List.of(scope.create(new Shape(0), DataType.UINT8));
    }
    List<NDArray> masks = new ArrayList<>();
    List<SandwichConfig.Band> bands = config.bands();
    masks.add(source.next(scope, words.getSize(), config.hiddenSize()));
    for (int band = 1; band < bands.size(); band++) {
      masks.add(source.next(scope, words.getSizes()[band], bands.get(band).width()));
    }
    return masks;
  }
}
