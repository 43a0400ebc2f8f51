package io.noisette.model.directory;

import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartConfigFile;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.bart.SingleStackConfigFile;
import io.noisette.model.encoder.EncoderConfigFile;
import io.noisette.model.encoder.EncoderLayout;
import io.noisette.model.weights.ConfigJson;
import io.noisette.model.weights.TensorNames;
import java.util.ArrayList;
import java.util.List;

/** A model class of transformers: an architecture with a head. */
record Architecture(ModelFamily family, ModelTask task) {

  /** Returns the first entry of {@code architectures} in {@code config.json}. */
  static Architecture of(ConfigJson json) {
    ModelFamily family = json.family();
    boolean isSingle = SingleStackConfigFile.isSingleStack(json);
    String name = String.valueOf(json.architecture());
    List<String> known = new ArrayList<>();
    for (ModelTask task : ModelTask.values()) {
      if (task.isFor(family) && (task != ModelTask.CAUSAL_LM || isSingle)) {
        if (task.getClassName(family).equals(name)) {
          return new Architecture(family, task);
        }
        known.add(task.getClassName(family));
      }
    }
    throw json.refuse("architectures", name, "supported: " + String.join(", ", known));
  }

  static TensorNames tensorNames(ModelFamily family) {
    return family == ModelFamily.BART
        ? BartLayout.tensorNames()
        : EncoderLayout.tensorNames(family);
  }

  String getClassName() {
    return task.getClassName(family);
  }

  /** Returns the parameters of a model with the given {@code config.json}. */
  List<ParameterSpec> layout(ConfigJson json) {
    boolean isLabelled =
        task == ModelTask.SEQUENCE_CLASSIFICATION || task == ModelTask.TOKEN_CLASSIFICATION;
    int labels = isLabelled ? json.labels().size() : 0;
    if (family == ModelFamily.BART) {
      BartConfig config =
          SingleStackConfigFile.isSingleStack(json)
              ? SingleStackConfigFile.toConfig(json).bart()
              : BartConfigFile.toConfig(json);
      return BartLayout.of(config, task, labels);
    }
    return task == ModelTask.MASKED_LM
        ? EncoderLayout.of(EncoderConfigFile.toMaskedLmConfig(json), task, labels)
        : EncoderLayout.of(EncoderConfigFile.toConfig(json), task, labels);
  }
}
