package io.noisette.distillation.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.noisette.distillation.unroll.BackGradient;
import io.noisette.distillation.unroll.SyntheticData;
import io.noisette.engine.Torch;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.parity.golden.ArrayReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parity check of dataset distillation (kind {@code dataset-distillation}): losses, trained
 * parameters, and gradients through all steps of the training for rows, labels and rates.
 */
public final class DatasetDistillationParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    try (NDManager manager = Torch.newManager("cpu");
        DatasetCase own = DatasetCase.open(golden, manager)) {
      return compute(own, manager);
    }
  }

  private static Map<String, ParityTensor> compute(DatasetCase own, NDManager manager) {
    SyntheticData data = own.getData();
    BackGradient network = new BackGradient(own.getKernels());
    List<BackGradient.Gradient> nets = new ArrayList<>();
    for (List<NDArray> start : own.readStarts()) {
      nets.add(network.differentiate(manager, data, start, own.getReal()));
    }
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    int count = nets.size();
    double[] losses = nets.stream().mapToDouble(BackGradient.Gradient::loss).toArray();
    results.put(
        "expected/rates", vector(data.rates().stream().mapToDouble(rate -> rate).toArray()));
    results.put("expected/net_loss", vector(losses));
    results.put("expected/loss", vector(new double[] {Arrays.stream(losses).average().orElse(0)}));
    results.put(
        "expected/inner_loss",
        ParityTensor.ofDoubles(
            new long[] {count, data.countSteps()},
            nets.stream()
                .flatMap(net -> net.trained().losses().stream())
                .mapToDouble(loss -> loss)
                .toArray()));
    results.put("expected/logits", stack(nets.stream().map(net -> net.scores()).toList()));
    for (int net = 0; net < count; net++) {
      List<NDArray> end = nets.get(net).trained().parameters();
      for (int i = 0; i < end.size(); i++) {
        String name = "expected/final/" + net + "/" + own.getNames().get(i);
        results.put(name, ArrayReader.read(end.get(i)));
      }
    }
    results.put("grad/synthetic", mean(nets.stream().map(net -> net.rows()).toList()));
    NDArray weights = toMean(nets.stream().map(net -> net.labels()).toList());
    results.put("grad/synthetic_labels", own.getLabels().toGradient(weights.toFloatArray()));
    double[] rates = new double[data.countSteps()];
    Arrays.setAll(rates, i -> nets.stream().mapToDouble(net -> net.rates().get(i)).sum() / count);
    results.put("grad/raw_rates", vector(own.toRawGradient(rates)));
    return results;
  }

  private static ParityTensor mean(List<List<NDArray>> nets) {
    return ArrayReader.read(toMean(nets));
  }

  private static NDArray toMean(List<List<NDArray>> nets) {
    List<NDArray> stacked = nets.stream().map(steps -> NDArrays.stack(new NDList(steps))).toList();
    return NDArrays.stack(new NDList(stacked)).mean(new int[] {0});
  }

  private static ParityTensor stack(List<NDArray> arrays) {
    return ArrayReader.read(NDArrays.stack(new NDList(arrays)));
  }

  private static ParityTensor vector(double[] values) {
    return ParityTensor.ofDoubles(new long[] {values.length}, values);
  }
}
