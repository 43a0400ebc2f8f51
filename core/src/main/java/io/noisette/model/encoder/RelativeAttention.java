package io.noisette.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.layer.LayoutBuilder;
import io.noisette.model.weights.ConfigJson;
import io.noisette.model.weights.StoredWeights;
import io.noisette.model.weights.TensorNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Self-attention of Transformer-XL: queries attend to the tokens of earlier windows too, with
 * attention scores from contents and relative positions (docs/papers.md 4.3). The computation is in
 * {@code RelativeAttention.py}.
 */
public final class RelativeAttention implements AutoCloseable {

  /** Parameter names, by the kernel's names. */
  private static final Map<String, String> NAMES =
      Map.of(
          "q", "q_proj.weight",
          "k", "k_proj.weight",
          "v", "v_proj.weight",
          "r", "r_proj.weight",
          "o", "o_proj.weight",
          "content_bias", "r_w_bias",
          "distance_bias", "r_r_bias",
          "norm", "norm");

  private static final String MODEL_TYPE = "transformer-xl-attention";

  private final RelativeAttentionConfig config;
  private final NDManager manager;
  private final Parameters parameters;
  private final Kernels kernels;
  private final KernelFunction attend;
  private final List<NDArray> weights;

  /**
   * Creates a layer; {@code values} returns the initial weights of each parameter.
   *
   * @param parent names the device
   * @param values gives the initial values of each parameter
   */
  public RelativeAttention(
      NDManager parent, RelativeAttentionConfig config, ParameterValues values) {
    this.config = config;
    manager = parent.newSubManager();
    parameters = ParameterSpec.create(manager, layout(config), values);
    Map<String, Object> constants = new LinkedHashMap<>();
    constants.put("heads", config.heads());
    constants.put("norm_epsilon", config.layerNormEps());
    constants.put("pre_norm", config.norm() == RelativeAttentionConfig.Norm.PRE);
    constants.put("post_norm", config.norm() == RelativeAttentionConfig.Norm.POST);
    constants.put("residual", config.norm() != RelativeAttentionConfig.Norm.NONE);
    kernels = Kernels.compile(manager, RelativeAttention.class, "RelativeAttention", constants);
    attend = kernels.function("attend");
    weights = parameters.get(attend.order("p", NAMES));
  }

  /**
   * Reads a layer from {@code config.json} and {@code model.safetensors} of a directory.
   *
   * @throws UsageException if the directory holds another kind of model
   * @throws CorruptDataException if a value or tensor is missing or invalid
   */
  public static RelativeAttention read(
      NDManager parent, Path directory, RelativeAttentionConfig.Norm norm) throws IOException {
    RelativeAttentionConfig config =
        ConfigJson.read(
            directory,
            json -> {
              String type = json.text("model_type", "");
              if (!type.equals(MODEL_TYPE)) {
                throw json.refuse("model_type", type, "supported here: " + MODEL_TYPE);
              }
              if (json.flag("same_length", false)) {
                throw json.refuse("same_length", true, "supported: false");
              }
              return new RelativeAttentionConfig(
                  json.required("hidden_size"),
                  json.required("num_attention_heads"),
                  json.required("head_size"),
                  json.number("layer_norm_eps", 1e-5),
                  norm);
            });
    try (StoredWeights weights = StoredWeights.open(directory, TensorNames.unchanged())) {
      return new RelativeAttention(parent, config, weights.values(layout(config)));
    }
  }

  /** Returns the trainable tensors with their gradients. */
  public Parameters getParameters() {
    return parameters;
  }

  /**
   * Result of attention over n new tokens and m tokens of memory: output, attention output and
   * attention weights.
   *
   * @param output with residual connection and layer norm as configured, (rows, n, d)
   * @param attention output of the attention alone, (rows, n, d)
   * @param probabilities attention weights, (rows, heads, n, m + n), with the memory's tokens first
   */
  public record Result(NDArray output, NDArray attention, NDArray probabilities) {}

  /**
   * Runs the forward pass; differentiable, except with respect to the memory.
   *
   * @param x hidden states of the new tokens, (rows, n, d)
   * @param memory hidden states of the tokens before them, (rows, m, d); m may be 0
   */
  public Result attend(NDArray x, NDArray memory) {
    long keys = memory.getShape().get(1) + x.getShape().get(1);
    NDManager scope = x.getManager();
    NDArray distances =
        Parameters.copy(scope, new Shape(keys, config.hiddenSize()), distances((int) keys));
    List<NDArray> result = attend.callForList(scope, x, memory, distances, weights);
    return new Result(result.get(0), result.get(1), result.get(2));
  }

  /** Applies the relative shift alone to (rows, heads, n, keys). */
  NDArray shift(NDArray x) {
    return kernels.function("shift").call(x.getManager(), x);
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
    manager.close();
  }

  /**
   * Returns the sinusoidal embeddings of the distances keys - 1 to 0, (keys, d): sines, then
   * cosines, of n * 10000^(-2j/d).
   */
  private float[] distances(int keys) {
    int d = config.hiddenSize();
    int half = d / 2;
    float[] values = new float[keys * d];
    for (int j = 0; j < half; j++) {
      double frequency = Math.pow(10_000, -2.0 * j / d);
      for (int row = 0; row < keys; row++) {
        double angle = (keys - 1 - row) * frequency;
        values[row * d + j] = (float) Math.sin(angle);
        values[row * d + half + j] = (float) Math.cos(angle);
      }
    }
    return values;
  }

  private static List<ParameterSpec> layout(RelativeAttentionConfig config) {
    int inner = config.heads() * config.headSize();
    LayoutBuilder layout = new LayoutBuilder();
    for (String name : List.of("q_proj", "k_proj", "v_proj", "r_proj")) {
      layout.matrix(name + ".weight", inner, config.hiddenSize(), ParameterSpec.Start.XAVIER);
    }
    layout.matrix("o_proj.weight", config.hiddenSize(), inner, ParameterSpec.Start.XAVIER);
    layout.matrix("r_w_bias", config.heads(), config.headSize(), ParameterSpec.Start.ZERO);
    layout.matrix("r_r_bias", config.heads(), config.headSize(), ParameterSpec.Start.ZERO);
    return layout.norm("norm", config.hiddenSize()).build();
  }
}
