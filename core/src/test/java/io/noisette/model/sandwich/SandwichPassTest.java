package io.noisette.model.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.DropoutRates;
import io.noisette.model.PackedTokens;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.Closeness;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.training.LayerPass;
import io.noisette.model.training.WeightCopies;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The written-out backward pass of sandwich language models in fp32 against autograd: equal losses,
 * and equal gradients of all parameters.
 */
final class SandwichPassTest {

  private static final TrainingPass PASS = TrainingPass.weighted(0.1);
  private static final DropoutRates DROPOUT = new DropoutRates(0.3, 0.1, 0.15, 0.2);
  private static final SandwichConfig ADAPTIVE = SmallSandwiches.ADAPTIVE;
  private static final SandwichConfig PLAIN = SmallSandwiches.PLAIN;

  /** Rounding errors of gradients that cancel, beside gradients of about 1. */
  private static final double FLOOR = 0.1;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @Test
  void windowsOfEqualLength() {
    compare(ADAPTIVE, SmallSandwiches.batch(ADAPTIVE, 5, 9, 9, 9));
    compare(PLAIN, SmallSandwiches.batch(PLAIN, 5, 9, 9, 9));
  }

  @Test
  void windowsOfUnlikeLengths() {
    compare(ADAPTIVE, SmallSandwiches.batch(ADAPTIVE, 5, 30, 1, 17, 48));
    compare(PLAIN, SmallSandwiches.batch(PLAIN, 5, 30, 1, 17, 48));
  }

  @Test
  void tokensWithoutTargets() {
    compare(ADAPTIVE, SmallSandwiches.partly(SmallSandwiches.batch(ADAPTIVE, 5, 9, 1, 17)));
    compare(PLAIN, SmallSandwiches.partly(SmallSandwiches.batch(PLAIN, 5, 9, 1, 17)));
  }

  @Test
  void dropoutAtEverySite() {
    for (SandwichConfig config : List.of(ADAPTIVE, PLAIN)) {
      SandwichConfig dropping = config.with(it -> it.dropout(DROPOUT));
      compare(dropping, SmallSandwiches.batch(config, 5, 30, 1, 17, 48));
      compare(dropping, SmallSandwiches.batch(config, 5, 12, 12));
    }
  }

  @Test
  void dropoutAtOneSite() {
    List<DropoutRates> each =
        List.of(
            new DropoutRates(0.3, 0, 0, 0),
            new DropoutRates(0, 0.3, 0, 0),
            new DropoutRates(0, 0, 0.3, 0),
            new DropoutRates(0, 0, 0, 0.3));
    for (DropoutRates rates : each) {
      compare(
          ADAPTIVE.with(it -> it.dropout(rates).finalNorm(true)),
          SmallSandwiches.batch(ADAPTIVE, 5, 9, 14));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyGate(Gate gate) {
    LanguageBatch batch = SmallSandwiches.batch(ADAPTIVE, 5, 9, 17);
    compare(ADAPTIVE.with(it -> it.gate(gate)), batch);
    compare(ADAPTIVE.with(it -> it.gate(gate).dropout(DROPOUT)), batch);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sfsf", "sssfff", "ffss", "fsfs", "s", "f"})
  void everyOrdering(String letters) {
    SandwichConfig config = ADAPTIVE.with(it -> it.sublayers(new SublayerPattern(letters)));
    compare(config, SmallSandwiches.batch(ADAPTIVE, 5, 9, 17));
  }

  /** Of 40, 30 and 31 words. */
  @Test
  void bandsWithoutTokens() {
    PackedTokens frequent = PackedTokens.of(List.of(new int[] {4, 5, 39}, new int[] {6}));
    PackedTokens last = PackedTokens.of(List.of(new int[] {100, 70, 99}, new int[] {71}));
    PackedTokens middle = PackedTokens.of(List.of(new int[] {40, 69, 4}, new int[] {40}));
    compare(ADAPTIVE, new LanguageBatch(frequent, frequent));
    compare(ADAPTIVE, new LanguageBatch(frequent, last));
    compare(ADAPTIVE, new LanguageBatch(last, frequent));
    compare(ADAPTIVE, new LanguageBatch(last, middle));
    compare(ADAPTIVE, new LanguageBatch(middle, last));
  }

  @Test
  void moreTokensOfABandThanItIsFilledUpTo() {
    SandwichConfig config = ADAPTIVE.with(it -> it.dropout(new DropoutRates(0, 0.1, 0.1, 0.1)));
    compare(config, SmallSandwiches.batch(ADAPTIVE, 5, 60, 55, 60, 60));
  }

  @Test
  void frozenParametersTakeNoGradient() {
    LanguageBatch batch = SmallSandwiches.batch(ADAPTIVE, 5, 9, 17);
    for (Gate gate : Gate.values()) {
      SandwichConfig config = ADAPTIVE.with(it -> it.gate(gate).finalNorm(true));
      try (SandwichModel model = SmallSandwiches.create(manager, config);
          Written own = new Written(config, model.getParameters())) {
        LayerPass[] pass = new LayerPass[1];
        model
            .getParameters()
            .frozen(
                () -> {
                  pass[0] = own.pass.forward(manager, batch.tokens(), Targets.of(config, batch));
                  pass[0].backward(pass[0].copyHidden());
                });
        for (String name : model.getParameters().getNames()) {
          float[] gradient = model.getParameters().getGradient(name).toFloatArray();
          for (float value : gradient) {
            assertEquals(0, value, name);
          }
        }
      }
    }
  }

  private void compare(SandwichConfig config, LanguageBatch batch) {
    try (SandwichModel model = SmallSandwiches.create(manager, config);
        SandwichModel other = SmallSandwiches.create(manager, config);
        Written written = new Written(config, other.getParameters())) {
      TrainingPass pass = PASS.withDropout(7);
      double expected = model.forwardBackward(manager, batch, pass);
      assertEquals(expected, written.forwardBackward(batch, pass), 1e-5 * expected);
      for (String name : model.getParameters().getNames()) {
        Closeness.assertClose(
            name,
            model.getParameters().getGradient(name).toFloatArray(),
            other.getParameters().getGradient(name).toFloatArray(),
            FLOOR);
      }
    }
  }

  /** The passes in fp32 on the parameters of a model. */
  private final class Written implements AutoCloseable {

    private final SandwichConfig config;
    private final DropoutSites sites;
    private final SandwichPass pass;
    private final WordSoftmaxPass softmax;

    Written(SandwichConfig config, Parameters parameters) {
      this.config = config;
      sites = DropoutSites.of(config.dropout());
      sites.start(null);
      pass =
          new SandwichPass(
              manager,
              config,
              Precision.FP32,
              parameters,
              sites,
              new SinusoidalPositions(manager, config.hiddenSize(), config.positionOffset()),
              WeightCopies.of(manager, parameters));
      softmax = new WordSoftmaxPass(manager, config, Precision.FP32, sites.head(), pass.getWords());
    }

    double forwardBackward(LanguageBatch batch, TrainingPass given) {
      sites.start(given.dropoutSeed());
      Targets targets = Targets.of(config, batch);
      LayerPass layers = pass.forward(manager, batch.tokens(), targets);
      return softmax.forwardBackward(manager, layers, targets, given.weight());
    }

    @Override
    public void close() {
      pass.close();
      softmax.close();
    }
  }
}
