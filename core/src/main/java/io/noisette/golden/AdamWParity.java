package io.noisette.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.train.AdamW;
import io.noisette.train.StepContext;
import io.noisette.train.Updater;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Golden files of kind {@code optim-adamw}: parameters and moments after updates with given
 * gradients and rates, clipped and scheduled as in training.
 */
public final class AdamWParity implements ParityKind {

  private static final String PARAMETER = "param/";

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) {
    CaseOptions options = golden.getOptions();
    List<Double> betas = options.getDoubles("betas");
    AdamW.Settings settings =
        new AdamW.Settings(
            betas.get(0),
            betas.get(1),
            options.getDouble("eps"),
            options.getDouble("weight_decay"));
    List<String> decayed = options.getStrings("decayed");
    try (NDManager manager = Torch.newManager("cpu")) {
      Parameters parameters = readParameters(golden, manager);
      try (AdamW optimizer = new AdamW(manager, parameters, settings, decayed::contains)) {
        return update(golden, parameters, optimizer);
      }
    }
  }

  private static Parameters readParameters(GoldenCase golden, NDManager manager) {
    Parameters parameters = new Parameters(manager);
    for (String input : golden.getInputNames()) {
      if (input.startsWith(PARAMETER)) {
        SafetensorsTensor start = golden.getInput(input);
        String name = input.substring(PARAMETER.length());
        parameters.add(name, new Shape(start.getShape()), start.toFloats());
      }
    }
    return parameters;
  }

  private static Map<String, ParityTensor> update(
      GoldenCase golden, Parameters parameters, AdamW optimizer) {
    float[] rates = golden.getInput("lr").toFloats();
    double clip = golden.getOptions().getDouble("clip");
    Updater updater = new Updater(optimizer, done -> rates[Math.toIntExact(done)], clip);
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    for (int step = 1; step <= rates.length; step++) {
      for (String name : parameters.getNames()) {
        NDArray gradient = parameters.getGradient(name);
        Parameters.overwrite(gradient, golden.getInput("grad_" + step + "/" + name).toFloats());
      }
      new StepContext(step, 0, false, updater).update(0);
      for (String name : parameters.getNames()) {
        results.put(
            "expected/param_after_" + step + "/" + name, ArrayReader.read(parameters.get(name)));
      }
      for (Map.Entry<String, NDArray> moment : optimizer.getState().entrySet()) {
        String[] kindAndName = moment.getKey().split("\\.", 2); // exp_avg.NAME
        results.put(
            "expected/%s_after_%d/%s".formatted(kindAndName[0], step, kindAndName[1]),
            ArrayReader.read(moment.getValue()));
      }
    }
    return results;
  }
}
