package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.Activation;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kernel equals the equations, in its output and in every gradient. */
final class TransformerKernelsTest {

  private static final BartConfig CONFIG =
      SmallModels.config(0).withDropout(new DropoutRates(0.25, 0.2, 0.15, 0));
  private static final DropoutSites SITES = DropoutSites.of(CONFIG.getDropoutRates());

  private static NDManager manager;
  private static TransformerKernels encoder;
  private static TransformerKernels decoder;

  @BeforeAll
  static void compile() {
    manager = Torch.newManager("cpu");
    encoder = kernels(CONFIG, CONFIG.encoderAttentionHeads());
    decoder = kernels(CONFIG, CONFIG.decoderAttentionHeads());
  }

  @AfterAll
  static void close() {
    encoder.close();
    decoder.close();
    manager.close();
  }

  static List<Arguments> lengthsAndDropout() {
    List<Arguments> all = new ArrayList<>();
    int[][] lengths = {{1}, {2}, {7}, {33}, {33, 1, 7, 2, 7}};
    for (int[] each : lengths) {
      all.add(Arguments.of(each, false));
      all.add(Arguments.of(each, true));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("lengthsAndDropout")
  void embeddingsAreTheEquations(int[] lengths, boolean dropout) {
    PackedTokens tokens = tokens(lengths);
    compare(
        BartLayout.embedding("model.decoder."),
        dropout,
        List.of(),
        pass -> {
          NDArray ids = tokens.toIds(pass.scope);
          NDArray positions = tokens.toPositions(pass.scope, BartConfig.POSITION_OFFSET);
          return pass.eager == null
              ? decoder.embed(ids, positions, ids, null, pass.parameters)
              : pass.eager.embed(ids, positions, null, pass.parameters);
        });
  }

  @Test
  void whatIsAddedToWordVectorsHasAGradient() {
    PackedTokens tokens = tokens(7, 2);
    compare(
        BartLayout.embedding("model.encoder."),
        true,
        List.of(tokens.getSize()),
        pass -> {
          NDArray ids = tokens.toIds(pass.scope);
          NDArray positions = tokens.toPositions(pass.scope, BartConfig.POSITION_OFFSET);
          NDArray delta = pass.inputs.get(0);
          return pass.eager == null
              ? encoder.embed(ids, positions, ids, delta, pass.parameters)
              : pass.eager.embed(ids, positions, delta, pass.parameters);
        });
  }

  @ParameterizedTest
  @MethodSource("lengthsAndDropout")
  void encoderLayersAreTheEquations(int[] lengths, boolean dropout) {
    PackedTokens tokens = tokens(lengths);
    compare(
        BartLayout.encoderLayer(1),
        dropout,
        List.of(tokens.getSize()),
        pass -> {
          Segments segments = Segments.of(pass.scope, tokens);
          return pass.eager == null
              ? encoder.encoderLayer(pass.inputs.get(0), segments, pass.parameters)
              : pass.eager.encoderLayer(pass.inputs.get(0), segments, pass.parameters);
        });
  }

  @ParameterizedTest
  @EnumSource
  void activationsAreTheEquations(Activation activation) {
    PackedTokens tokens = tokens(5, 3);
    BartConfig config = CONFIG.with(it -> it.activation(activation));
    try (TransformerKernels kernels = kernels(config, config.encoderAttentionHeads())) {
      compare(
          BartLayout.encoderLayer(0),
          false,
          List.of(tokens.getSize()),
          pass -> {
            Segments segments = Segments.of(pass.scope, tokens);
            return pass.eager == null
                ? kernels.encoderLayer(pass.inputs.get(0), segments, pass.parameters)
                : new EagerBart(pass.scope, config, SITES)
                    .encoderLayer(pass.inputs.get(0), segments, pass.parameters);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("lengthsAndDropout")
  void decoderLayersAreTheEquations(int[] lengths, boolean dropout) {
    PackedTokens target = tokens(lengths);
    PackedTokens source = tokens(reversed(lengths)); // other lengths than the target's
    compare(
        BartLayout.decoderLayer(0),
        dropout,
        List.of(target.getSize(), source.getSize()),
        pass -> {
          NDArray x = pass.inputs.get(0);
          NDArray memory = pass.inputs.get(1);
          Segments own = Segments.of(pass.scope, target);
          Segments sources = Segments.of(pass.scope, source);
          return pass.eager == null
              ? decoder.decoderLayer(x, own, memory, sources, pass.parameters)
              : pass.eager.decoderLayer(x, own, memory, sources, pass.parameters);
        });
  }

  @Test
  void logitsAreTheEquation() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray hidden = random(scope, 2, 9, 24);
      NDArray words = random(scope, 3, 61, 24);
      NDArray bias = random(scope, 4, 1, 61);
      NDArray expected = new EagerBart(scope, CONFIG, SITES).logits(hidden, words, bias);
      Closeness.assertClose("logits", expected, decoder.logits(hidden, words, bias));
    }
  }

  /** One of the two ways to compute the same; {@code eager} is null for the kernels. */
  private static final class Pass {
    final NDManager scope;
    final EagerBart eager;
    final List<NDArray> parameters = new ArrayList<>();
    final List<NDArray> inputs = new ArrayList<>();

    Pass(NDManager scope, boolean isEager) {
      this.scope = scope;
      eager = isEager ? new EagerBart(scope, CONFIG, SITES) : null;
    }
  }

  private static void compare(
      List<String> names, boolean dropout, List<Integer> rows, Function<Pass, NDArray> forward) {
    try (NDManager scope = manager.newSubManager()) {
      List<NDArray> expected = run(new Pass(scope, true), names, dropout, rows, forward);
      List<NDArray> actual = run(new Pass(scope, false), names, dropout, rows, forward);
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
  private static List<NDArray> run(
      Pass pass,
      List<String> names,
      boolean dropout,
      List<Integer> rows,
      Function<Pass, NDArray> forward) {
    Parameters parameters = new Parameters(pass.scope);
    for (ParameterSpec spec : BartLayout.of(CONFIG)) {
      if (names.contains(spec.name())) {
        parameters.add(spec.name(), spec.shape(), SmallModels.valuesOf(spec));
      }
    }
    pass.parameters.addAll(parameters.get(names));
    for (int count : rows) {
      NDArray input = random(pass.scope, pass.inputs.size(), count, CONFIG.dModel());
      input.setRequiresGradient(true);
      pass.inputs.add(input);
    }
    SITES.start(dropout ? 99L : null);
    NDArray output = Autograd.recorded(() -> forward.apply(pass));
    NDArray gradient = random(pass.scope, 77, (int) output.getShape().get(0), CONFIG.dModel());
    Autograd.backward(output, gradient);
    List<NDArray> results = new ArrayList<>(List.of(output));
    names.forEach(name -> results.add(parameters.getGradient(name)));
    pass.inputs.forEach(input -> results.add(input.getGradient()));
    return results;
  }

  private static TransformerKernels kernels(BartConfig config, int heads) {
    KernelConstants constants =
        new KernelConstants(heads, 1, config.activation(), Math.sqrt(config.dModel()), 1e-5);
    return new TransformerKernels(manager, constants, SITES, Precision.FP32);
  }

  private static PackedTokens tokens(int... lengths) {
    return PackedTokens.of(SmallModels.sequences(CONFIG.vocabSize(), 5, lengths));
  }

  private static int[] reversed(int[] lengths) {
    int[] reversed = new int[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      reversed[i] = lengths[lengths.length - 1 - i] + 1;
    }
    return reversed;
  }

  private static NDArray random(NDManager scope, long seed, int rows, int columns) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Parameters.copy(scope, new Shape(rows, columns), values);
  }
}
