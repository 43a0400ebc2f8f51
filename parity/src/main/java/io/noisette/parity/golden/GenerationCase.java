package io.noisette.parity.golden;

import io.noisette.failure.CorruptDataException;
import io.noisette.generate.search.EarlyStopping;
import io.noisette.generate.search.GenerationConfigFile;
import io.noisette.generate.search.GenerationSettings;
import io.noisette.generate.search.Hypothesis;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityTensor;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sources, settings and results of a test case in which a BART generates text. */
public final class GenerationCase {

  private static final Set<String> KNOWN =
      Set.of(
          "num_beams",
          "num_return_sequences",
          "length_penalty",
          "early_stopping",
          "max_new_tokens",
          "min_new_tokens",
          "no_repeat_ngram_size",
          "forced_bos_token_id",
          "forced_eos_token_id");

  private GenerationCase() {}

  /**
   * Reads the generation settings of a case; those that it does not have are the model's.
   *
   * @param options with names as in transformers
   * @param model directory of the model that generates
   */
  public static GenerationSettings settings(GoldenCase goldenCase, CaseOptions options, Path model)
      throws IOException {
    Set<String> unknown = new TreeSet<>(options.getKeys());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw refused(goldenCase, "the unsupported options " + unknown);
    }
    GenerationSettings base = GenerationConfigFile.read(model);
    try {
      return new GenerationSettings(
          whole(options, "num_beams", base.numBeams()),
          whole(options, "num_return_sequences", base.numReturnSequences()),
          options.getDouble("length_penalty", base.lengthPenalty()),
          options.has("early_stopping")
              ? EarlyStopping.parse(options.getString("early_stopping"))
              : base.earlyStopping(),
          whole(options, "max_new_tokens", base.maxNewTokens()),
          whole(options, "min_new_tokens", base.minNewTokens()),
          whole(options, "no_repeat_ngram_size", base.noRepeatNgramSize()),
          token(options, "forced_bos_token_id", base.forcedBosTokenId()),
          token(options, "forced_eos_token_id", base.forcedEosTokenId()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refused(goldenCase, String.valueOf(e.getMessage()));
    }
  }

  private static int whole(CaseOptions options, String key, int absent) {
    return Math.toIntExact(options.getLong(key, absent));
  }

  /** Returns a token that is forced; null as a value means that none is. */
  private static @Nullable Integer token(
      CaseOptions options, String key, @Nullable Integer absent) {
    if (options.has(key)) {
      return whole(options, key, 0);
    }
    return options.getKeys().contains(key) ? null : absent;
  }

  private static CorruptDataException refused(GoldenCase goldenCase, String what) {
    return new CorruptDataException(
        "%s: the reference case %s has %s"
            .formatted(goldenCase.getFile().getDirectory(), goldenCase.getName(), what));
  }

  /** Returns the rows of input_ids without padding, which must be on the right. */
  public static List<int[]> sources(GoldenCase goldenCase) {
    SafetensorsTensor tensor = goldenCase.getInput("input_ids", -1, -1);
    int rows = (int) tensor.getShape()[0];
    int width = (int) tensor.getShape()[1];
    long[] ids = tensor.toLongs();
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    if (goldenCase.hasInput("attention_mask")) {
      mask = goldenCase.getInput("attention_mask", rows, width).toLongs();
    }
    List<int[]> sources = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int at = row * width;
      int length = 0;
      while (length < width && mask[at + length] != 0) {
        length++;
      }
      if (length == 0 || Arrays.stream(mask, at + length, at + width).anyMatch(kept -> kept != 0)) {
        throw refused(goldenCase, "a row without tokens, or padding that is not on the right");
      }
      sources.add(Arrays.stream(ids, at, at + length).mapToInt(Math::toIntExact).toArray());
    }
    return sources;
  }

  /**
   * Returns the generated token ids, (hypotheses, longest), with the start token and padding on the
   * right.
   */
  public static ParityTensor sequences(List<Hypothesis> results, int pad) {
    int width = 1 + results.stream().mapToInt(Hypothesis::getLength).max().orElse(0);
    long[] ids = new long[results.size() * width];
    Arrays.fill(ids, pad);
    for (int row = 0; row < results.size(); row++) {
      Hypothesis result = results.get(row);
      for (int place = 0; place <= result.getLength(); place++) {
        ids[row * width + place] = result.getToken(place);
      }
    }
    return ParityTensor.ofLongs(new long[] {results.size(), width}, ids).withComputedWidth();
  }
}
