package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.PackedTokens;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.Segments;
import io.noisette.model.sandwich.SandwichKernels.Sublayer;
import io.noisette.model.training.WeightCopies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Embeddings and sublayers of a {@link SandwichModel}, below the softmax. */
final class SandwichStack implements AutoCloseable {

  private final SandwichConfig config;
  private final List<NDArray> tables;
  private final List<Sublayer> sublayers;
  private final List<NDArray> finalNorm;
  private final DropoutSites sites;
  private final SandwichKernels kernels;
  private final SinusoidalPositions positions;
  private final @Nullable SandwichPass trained;

  /**
   * Creates the stack on parameters of a model.
   *
   * @param manager owner of the position embedding matrix
   * @param parameters those of {@link SandwichLayout}
   * @param copies rounded parameters of the model that this one is a replica of, or an empty list
   */
  SandwichStack(
      NDManager manager,
      SandwichConfig config,
      Precision precision,
      Parameters parameters,
      DropoutSites sites,
      WeightCopies copies) {
    this.config = config;
    this.sites = sites;
    kernels = new SandwichKernels(manager, config, sites, precision);
    tables = parameters.get(SandwichLayout.embedding(config));
    sublayers = kernels.sublayersOf(parameters);
    finalNorm = config.finalNorm() ? kernels.finalNormOf(parameters) : List.of();
    positions = new SinusoidalPositions(manager, config.hiddenSize(), config.positionOffset());
    // In fp32 autograd is as fast, and its results are those of earlier versions.
    trained =
        precision.isBf16()
            ? new SandwichPass(manager, config, precision, parameters, sites, positions, copies)
            : null;
  }

  /**
   * Starts a forward pass with dropout masks from a random seed, or without dropout if the seed is
   * null.
   */
  void start(@Nullable Long dropoutSeed) {
    sites.start(dropoutSeed);
  }

  /** Returns the training pass in bf16; null in fp32, where autograd records {@link #hidden}. */
  @Nullable SandwichPass getTrained() {
    return trained;
  }

  /** Returns the input of the first sublayer, (tokens, d). */
  NDArray embed(NDManager scope, PackedTokens tokens) {
    config.requirePositions(tokens);
    return embed(
        scope, tokens.toArray(), tokens.toPositions(scope, 0), positions.upTo(tokens.getLongest()));
  }

  /** Returns the last hidden states, (tokens, d). */
  NDArray hidden(NDManager scope, PackedTokens tokens) {
    return normed(sublayers(scope, tokens, config.sublayers().size()));
  }

  /** Returns the last hidden states of the tokens that have a target, (targets, d). */
  NDArray hidden(NDManager scope, PackedTokens tokens, Targets targets) {
    NDArray x = sublayers(scope, tokens, config.sublayers().size());
    if (targets.getSize() < tokens.getSize()) {
      x = kernels.select(x, scope.create(targets.getPlaces()));
    }
    return normed(x);
  }

  /**
   * Returns the last hidden states of the tokens that have a target, (targets, d), for evaluation:
   * after the last attention sublayer, positions before the first target of their window are
   * skipped.
   */
  NDArray scoredHidden(NDManager scope, LanguageBatch batch, Targets targets) {
    PackedTokens tokens = batch.tokens();
    long[] lastPlaces = targets.getLastPlaces(tokens);
    NDArray rows = scope.create(lastPlaces);
    int last = config.sublayers().letters().lastIndexOf('s');
    NDArray x = sublayers(scope, tokens, Math.max(last, 0));
    if (last < 0) {
      x = kernels.select(x, rows);
    } else {
      NDArray lasts = scope.create(targets.getLasts());
      x = kernels.lastAttention(x, Segments.of(scope, tokens), lasts, rows, sublayers.get(last));
    }
    for (Sublayer behind : sublayers.subList(last + 1, sublayers.size())) {
      x = kernels.feedForward(x, behind);
    }
    if (targets.getSize() < lastPlaces.length) {
      x = kernels.select(x, scope.create(targets.placesAmong(lastPlaces)));
    }
    return normed(x);
  }

  SandwichDecoder startDecoding(NDManager scope, WordSoftmax softmax) {
    return new SandwichDecoder(scope, config, this, softmax);
  }

  /**
   * Returns the last hidden state of the last token, (1, d), followed by the keys and values of all
   * tokens.
   */
  List<NDArray> readPrompt(NDManager owner, int[] prompt) {
    start(null);
    PackedTokens tokens = PackedTokens.of(List.of(prompt));
    try (NDManager pass = owner.newSubManager()) {
      return withNorm(kernels.readPrompt(owner, embed(pass, tokens), sublayers));
    }
  }

  /**
   * Returns the last hidden states of the newest tokens, (hypotheses, d), followed by the keys and
   * values of all tokens.
   */
  List<NDArray> writeToken(
      NDManager owner, int[] ids, int[] parents, int position, List<NDArray> cache) {
    start(null);
    long[] words = Arrays.stream(ids).asLongStream().toArray();
    long[] places = new long[ids.length];
    Arrays.fill(places, position);
    try (NDManager pass = owner.newSubManager()) {
      NDArray table = positions.upTo(position + 1);
      NDArray x = embed(pass, words, pass.create(places), table);
      NDArray from = pass.create(Arrays.stream(parents).asLongStream().toArray());
      return withNorm(kernels.writeToken(owner, x, from, cache, sublayers));
    }
  }

  @Override
  public void close() {
    if (trained != null) {
      trained.close();
    }
    kernels.close();
  }

  private NDArray embed(NDManager scope, long[] words, NDArray places, NDArray table) {
    return kernels.embed(scope, BandedWords.of(config.bands(), words), places, table, tables);
  }

  /** Runs the first {@code count} sublayers. */
  private NDArray sublayers(NDManager scope, PackedTokens tokens, int count) {
    Segments segments = Segments.of(scope, tokens);
    NDArray x = embed(scope, tokens);
    for (int i = 0; i < count; i++) {
      x =
          config.sublayers().isAttention(i)
              ? kernels.attention(x, segments, sublayers.get(i))
              : kernels.feedForward(x, sublayers.get(i));
    }
    return x;
  }

  private NDArray normed(NDArray x) {
    return config.finalNorm() ? kernels.finalNorm(x, finalNorm) : x;
  }

  private List<NDArray> withNorm(List<NDArray> hiddenAndCache) {
    List<NDArray> result = new ArrayList<>(hiddenAndCache);
    result.set(0, normed(result.get(0)));
    return result;
  }
}
