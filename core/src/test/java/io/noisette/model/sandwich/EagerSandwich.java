package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.model.Activation;
import io.noisette.model.PackedTokens;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.EagerBart;
import io.noisette.model.layer.Segments;
import java.util.function.UnaryOperator;

/**
 * The forward pass of a sandwich language model as the papers' equations, one DJL operation after
 * the other: what the kernels must equal, dropout included.
 */
final class EagerSandwich {

  private final NDManager manager;
  private final SandwichConfig config;
  private final Parameters parameters;
  private final DropoutSites sites;
  private final EagerBart parts;

  EagerSandwich(NDManager manager, SandwichConfig config, Parameters parameters) {
    this.manager = manager;
    this.config = config;
    this.parameters = parameters;
    sites = DropoutSites.of(config.dropout());
    BartConfig widths =
        SmallModels.config(0)
            .with(it -> it.dModel(config.hiddenSize()).activation(Activation.RELU));
    parts = new EagerBart(manager, widths, sites);
  }

  /** The sum of -log p over the targets. */
  NDArray nats(LanguageBatch batch, long dropoutSeed) {
    sites.start(dropoutSeed);
    NDArray x = embed(batch.tokens());
    Segments own = Segments.of(manager, batch.tokens());
    for (int i = 0; i < config.sublayers().size(); i++) {
      x = sublayer(x, own, i);
    }
    Targets targets = Targets.of(config, batch);
    x = parts.rows(x, manager.create(targets.getPlaces()));
    if (config.finalNorm()) {
      x = EagerBart.norm(x, parameters, "final_norm");
    }
    return config.isAdaptive() ? adaptive(x, targets.getWords()) : plain(x, targets.getWords());
  }

  private NDArray embed(PackedTokens tokens) {
    NDList tables = new NDList();
    for (int band = 0; band < config.bands().size(); band++) {
      tables.add(
          config.isAdaptive()
              ? words(band).matMul(projection(band).transpose())
              : parameters.get("embed_tokens.weight"));
    }
    NDArray words = parts.rows(EagerBart.concat(tables, 0), tokens.toIds(manager));
    NDArray x = words.mul(Math.sqrt(config.hiddenSize())).add(positions(tokens));
    return parts.drop(x, sites.hidden());
  }

  private NDArray positions(PackedTokens tokens) {
    int d = config.hiddenSize();
    int half = d / 2;
    long[] places = tokens.toPositions(manager, 2).toLongArray();
    float[] values = new float[places.length * d];
    for (int i = 0; i < places.length; i++) {
      for (int j = 0; j < half; j++) {
        double angle = places[i] / Math.pow(10_000, j / (half - 1.0));
        values[i * d + j] = (float) Math.sin(angle);
        values[i * d + half + j] = (float) Math.cos(angle);
      }
    }
    return manager.create(values, new Shape(places.length, d));
  }

  private NDArray sublayer(NDArray x, Segments own, int index) {
    String prefix = "sublayers." + index + ".";
    NDArray normed = EagerBart.norm(x, parameters, prefix + "norm");
    int heads = config.numAttentionHeads();
    NDArray y =
        config.sublayers().isAttention(index)
            ? parts.attention(
                normed, normed, own, own, heads, true, parameters, prefix + "self_attn.")
            : parts.feedForward(normed, parameters, prefix);
    if (config.gate() == Gate.NONE) {
      return x.add(parts.drop(y, sites.hidden()));
    }
    NDArray positive = y.add(y.abs()).mul(0.5);
    return gated(x, parts.drop(positive, sites.hidden()), prefix + "gate.");
  }

  private NDArray gated(NDArray x, NDArray y, String gate) {
    UnaryOperator<NDArray> w = z -> of(parameters.get(gate + "W"), z);
    return switch (config.gate()) {
      case NONE, ADDITION -> x.add(y);
      case INPUT -> sigmoid(w.apply(x)).mul(x).add(y);
      case OUTPUT -> x.add(sigmoid(w.apply(x).sub(parameters.get(gate + "b"))).mul(y));
      case HIGHWAY -> {
        NDArray s = sigmoid(w.apply(x).add(parameters.get(gate + "b")));
        yield s.mul(x).add(s.neg().add(1).mul(y));
      }
      case SIGMOID_TANH -> {
        NDArray s = sigmoid(w.apply(y).sub(parameters.get(gate + "b")));
        yield x.add(s.mul(of(parameters.get(gate + "U"), y).tanh()));
      }
      case GRU -> {
        NDArray r = sigmoid(sum(gate, "r", y, x));
        NDArray z = sigmoid(sum(gate, "z", y, x).sub(parameters.get(gate + "b")));
        NDArray h = sum(gate, "g", y, r.mul(x)).tanh();
        yield z.neg().add(1).mul(x).add(z.mul(h));
      }
    };
  }

  /** W y + U x, of one of a gated recurrent unit's three. */
  private NDArray sum(String gate, String part, NDArray y, NDArray x) {
    NDArray fromY = of(parameters.get(gate + "W_" + part), y);
    return fromY.add(of(parameters.get(gate + "U_" + part), x));
  }

  private NDArray plain(NDArray x, BandedWords words) {
    NDArray table = parameters.get("embed_tokens.weight");
    return chosen(x.matMul(table.transpose()), words.getWithin(0));
  }

  private NDArray adaptive(NDArray hidden, BandedWords words) {
    NDArray x = parts.drop(hidden, sites.head());
    long[] head = new long[words.getSize()];
    long[] frequent = words.getPlaces(0);
    for (int i = 0; i < frequent.length; i++) {
      head[(int) frequent[i]] = words.getWithin(0)[i];
    }
    NDList tails = new NDList();
    for (int band = 1; band <= config.cutoffs().size(); band++) {
      for (long place : words.getPlaces(band)) {
        head[(int) place] = words(0).getShape().get(0) + band - 1;
      }
      if (words.getSizes()[band] > 0) {
        NDArray own = parts.rows(x, manager.create(words.getPlaces(band)));
        NDArray narrow = parts.drop(own.matMul(projection(band)), sites.head());
        tails.add(chosen(narrow.matMul(words(band).transpose()), words.getWithin(band)));
      }
    }
    NDArray classes = parameters.get("adaptive_softmax.head.class_projection.weight");
    NDList scores = new NDList(x.matMul(words(0).transpose()), x.matMul(classes.transpose()));
    NDArray total = chosen(EagerBart.concat(scores, 1), head);
    for (NDArray tail : tails) {
      total = total.add(tail);
    }
    return total;
  }

  /** The sum of -log p of these words. */
  private NDArray chosen(NDArray scores, long[] words) {
    NDArray own = parts.oneHot(manager.create(words), scores.getShape().get(1));
    return scores.logSoftmax(1).mul(own).sum().neg();
  }

  private NDArray words(int band) {
    return parameters.get("embed_tokens.bands." + band + ".weight");
  }

  private NDArray projection(int band) {
    return parameters.get("embed_tokens.bands." + band + ".projection.weight");
  }

  private static NDArray of(NDArray matrix, NDArray x) {
    return x.matMul(matrix.transpose());
  }

  private static NDArray sigmoid(NDArray x) {
    return x.neg().exp().add(1).pow(-1);
  }
}
