package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.DropoutRates;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.bart.SmallModels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/** Compares kernels with equations: their outputs, and the gradients of parameters and inputs. */
final class LayerComparison implements AutoCloseable {

  static final BartConfig CONFIG =
      SmallModels.config(0).withDropout(new DropoutRates(0.25, 0.2, 0.15, 0));

  /** What transformers calls the tensors of embeddings and layers, written out. */
  static final List<String> EMBEDDING =
      List.of("embed_positions.weight", "layernorm_embedding.weight", "layernorm_embedding.bias");

  static final List<String> ENCODER_LAYER =
      List.of(
          "self_attn.q_proj.weight",
          "self_attn.q_proj.bias",
          "self_attn.k_proj.weight",
          "self_attn.k_proj.bias",
          "self_attn.v_proj.weight",
          "self_attn.v_proj.bias",
          "self_attn.out_proj.weight",
          "self_attn.out_proj.bias",
          "self_attn_layer_norm.weight",
          "self_attn_layer_norm.bias",
          "fc1.weight",
          "fc1.bias",
          "fc2.weight",
          "fc2.bias",
          "final_layer_norm.weight",
          "final_layer_norm.bias");

  static final List<String> DECODER_LAYER =
      Stream.concat(
              ENCODER_LAYER.stream(),
              Stream.of(
                  "encoder_attn.q_proj.weight",
                  "encoder_attn.q_proj.bias",
                  "encoder_attn.k_proj.weight",
                  "encoder_attn.k_proj.bias",
                  "encoder_attn.v_proj.weight",
                  "encoder_attn.v_proj.bias",
                  "encoder_attn.out_proj.weight",
                  "encoder_attn.out_proj.bias",
                  "encoder_attn_layer_norm.weight",
                  "encoder_attn_layer_norm.bias"))
          .toList();

  private final NDManager manager = Torch.newManager("cpu");
  private final DropoutSites sites = DropoutSites.of(CONFIG.getDropoutRates());

  /** Compiles the kernels of a model. */
  TransformerKernels compile(BartConfig config, int heads) {
    KernelConstants constants =
        new KernelConstants(heads, config.activation(), Math.sqrt(config.dModel()), 1e-5);
    return new TransformerKernels(manager, constants, 1, sites, Precision.FP32);
  }

  /** Sequences of {@link #CONFIG} with given lengths. */
  static PackedTokens tokens(int... lengths) {
    return PackedTokens.of(SmallModels.sequences(CONFIG.vocabSize(), 5, lengths));
  }

  /**
   * Fails where a kernel and equations differ.
   *
   * @param names of the parameters
   * @param rows number of rows of each input
   */
  void compare(
      List<String> names,
      boolean dropout,
      List<Integer> rows,
      Function<Pass, NDArray> kernel,
      Function<Pass, NDArray> equations) {
    try (NDManager scope = manager.newSubManager()) {
      List<NDArray> expected = run(newPass(scope, names, rows), names, dropout, equations);
      List<NDArray> actual = run(newPass(scope, names, rows), names, dropout, kernel);
      Closeness.assertClose("output", expected.get(0), actual.get(0));
      List<NDArray> gradients = expected.subList(1, expected.size());
      double largest =
          gradients.stream().mapToDouble(g -> g.abs().max().toFloatArray()[0]).max().orElse(0);
      for (int i = 1; i < expected.size(); i++) {
        String what = "gradient of " + (i <= names.size() ? names.get(i - 1) : "the input");
        float[] truth = expected.get(i).toFloatArray();
        // The gradient of a key's bias is 0: both have rounding there.
        Closeness.assertClose(what, truth, actual.get(i).toFloatArray(), largest / 10);
      }
    }
  }

  /** The output, and the gradients of parameters and inputs for a random output gradient. */
  private List<NDArray> run(
      Pass pass, List<String> names, boolean dropout, Function<Pass, NDArray> forward) {
    sites.start(dropout ? 99L : null);
    NDArray output = Autograd.recorded(() -> forward.apply(pass));
    NDArray gradient = random(pass.scope, 77, (int) output.getShape().get(0), CONFIG.dModel());
    Autograd.backward(output, gradient);
    List<NDArray> results = new ArrayList<>(List.of(output));
    names.forEach(name -> results.add(pass.parameters.getGradient(name)));
    pass.inputs.forEach(input -> results.add(input.getGradient()));
    return results;
  }

  /** What is computed with. */
  Pass newPass(NDManager scope, List<String> names, List<Integer> rows) {
    return new Pass(scope, sites, names, rows);
  }

  /** A manager for the arrays of a test. */
  NDManager newScope() {
    return manager.newSubManager();
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Names with a prefix. */
  static List<String> with(List<String> names, String prefix) {
    return names.stream().map(name -> prefix + name).toList();
  }

  static List<String> with(String first, List<String> names, String prefix) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(with(names, prefix));
    return all;
  }

  static NDArray random(NDManager scope, long seed, int rows, int columns) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Parameters.copy(scope, new Shape(rows, columns), values);
  }

  /** What both ways to compute an output are given, each its own. */
  static final class Pass {
    private final DropoutSites sites;
    final NDManager scope;
    final Parameters parameters;
    final List<NDArray> inputs = new ArrayList<>();

    Pass(NDManager scope, DropoutSites sites, List<String> names, List<Integer> rows) {
      this.scope = scope;
      this.sites = sites;
      parameters = new Parameters(scope);
      for (ParameterSpec spec : BartLayout.of(CONFIG)) {
        if (names.contains(spec.name())) {
          parameters.add(spec.name(), spec.shape(), SmallModels.valuesOf(spec));
        }
      }
      for (int count : rows) {
        NDArray input = random(scope, inputs.size(), count, CONFIG.dModel());
        input.setRequiresGradient(true);
        inputs.add(input);
      }
    }

    EagerBart equations() {
      return equations(CONFIG);
    }

    EagerBart equations(BartConfig config) {
      return new EagerBart(scope, config, sites);
    }
  }
}
