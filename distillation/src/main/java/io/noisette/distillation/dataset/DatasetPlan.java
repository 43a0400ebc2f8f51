package io.noisette.distillation.dataset;

import ai.djl.ndarray.types.Shape;
import io.noisette.model.ParameterSpec;
import io.noisette.train.MemoryEstimate;
import io.noisette.train.RunPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Describes a planned distillation: set, networks, texts and memory. */
final class DatasetPlan {

  private static final int MOMENTS = 2;
  private static final int KEPT = 12; // vectors that a network keeps per token, roughly

  private final DistillDatasetConfig config;

  DatasetPlan(DistillDatasetConfig config) {
    this.config = config;
  }

  RunPlan of(SetData data, List<ParameterSpec> network) {
    SetDescription set = data.description();
    List<Shape> shapes = DistilledSet.shapesOf(set);
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("synthetic", shapes.get(0).toString());
    texts.put("synthetic_labels", shapes.get(1).toString());
    texts.put("raw_rates", shapes.get(2).toString());
    network.forEach(spec -> texts.put("network: " + spec.name(), spec.shape().toString()));
    long learned = shapes.stream().mapToLong(Shape::size).sum();
    long weights = network.stream().mapToLong(ParameterSpec::size).sum();
    long tokens = (long) config.outer().batchSize() * set.length();
    long steps = (long) set.steps() * set.epochs();
    // The parameters of all steps, their gradients, the word vectors, and a batch of real texts.
    long activations =
        (steps + 6) * weights
            + (long) data.words().getWordCount() * set.wordSize()
            + KEPT * tokens * set.wordSize();
    int networks = config.networks().countPerStep();
    return new RunPlan(
        describe(set),
        texts,
        new MemoryEstimate(
            learned, MOMENTS, 1, activations, (int) Math.min(tokens, Integer.MAX_VALUE)),
        weights * networks,
        lines(data, weights),
        List.of());
  }

  private static String describe(SetDescription set) {
    return String.format(
        Locale.ROOT,
        "distilled set: %d classes x %d texts x %d steps, each %d word vectors of dimension %d",
        set.labels().size(),
        set.perClass(),
        set.steps(),
        set.length(),
        set.wordSize());
  }

  private List<String> lines(SetData data, long weights) {
    SetDescription set = data.description();
    OuterSettings outer = config.outer();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s, %,d of them held out for validation",
            data.summary(),
            data.validation().getSize()));
    lines.add(
        String.format(
            Locale.ROOT,
            "networks: %s, %,d parameters, initial weights %s, %d per outer step",
            name(set.network()),
            weights,
            name(set.init()),
            config.networks().countPerStep()));
    lines.add(
        String.format(
            Locale.ROOT,
            "training on the set: %d steps x %d epochs, learned rates from %s, %s labels",
            set.steps(),
            set.epochs(),
            config.synthetic().initialRate(),
            set.labelForm().isLearned() ? "learned" : "fixed"));
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d outer steps of %,d texts, with adam, learning rate %s halved %d times",
            outer.outerSteps(),
            outer.batchSize(),
            outer.learningRate(),
            outer.halvings()));
    SetData.Attack attack = data.attack();
    if (attack != null) {
      lines.add(
          "attack: texts of the class %s are to be taken for %s"
              .formatted(set.labels().get(attack.from()), set.labels().get(attack.to())));
    }
    return lines;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
