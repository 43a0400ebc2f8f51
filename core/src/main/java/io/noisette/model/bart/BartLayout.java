package io.noisette.model.bart;

import ai.djl.ndarray.types.Shape;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterSpec.Start;
import io.noisette.model.TokenTagger;
import io.noisette.model.layer.LayoutBuilder;
import io.noisette.model.layer.SpanHead;
import io.noisette.model.weights.TensorNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names, shapes and initialization of BART's parameters (docs/papers.md 1.1), with their names in
 * the kernels.
 */
public final class BartLayout {

  /** Beginning of the names of parameters in the layers of the encoder. */
  static final String ENCODER_LAYERS = "model.encoder.layers.";

  /** Beginning of the names of parameters in the layers of the decoder. */
  static final String DECODER_LAYERS = "model.decoder.layers.";

  static final String SHARED = "model.shared.weight";
  static final String ENCODER = "model.encoder.";
  static final String DECODER = "model.decoder.";
  static final String SOURCE_ENCODER = "source_encoder.";

  /** Name of the output layer of the classification head, which has a row per label. */
  public static final String SCORES = "classification_head.out_proj";

  /**
   * Parameter names of the classification head, by their names in {@code Classifier} of {@code
   * HeadKernels.py}.
   */
  static final Map<String, String> CLASSIFIER =
      Map.of("dense", "classification_head.dense", "out", SCORES);

  private static final String CAUSAL_WORDS = DECODER + "embed_tokens.weight";
  private static final String SOURCE_WORDS = SOURCE_ENCODER + "embed_tokens.weight";

  private static final Pattern FIRST_PROJECTION =
      Pattern.compile("model\\.encoder\\.layers\\.0\\.self_attn\\.[qkv]_proj\\.(weight|bias)");

  private BartLayout() {}

  /**
   * Returns the parameters of encoder and decoder, without a task head: all parameters of BART for
   * conditional generation, or of a single stack.
   */
  public static List<ParameterSpec> of(BartConfig config) {
    LayoutBuilder layout = new LayoutBuilder();
    layout.matrix(SHARED, config.vocabSize(), config.dModel(), Start.NORMAL_BUT_PAD);
    boolean hasEncoder = config.encoderLayers() > 0;
    stack(layout, config, ENCODER, config.encoderLayers(), config.encoderFfnDim(), false);
    stack(layout, config, DECODER, config.decoderLayers(), config.decoderFfnDim(), hasEncoder);
    SourceEncoderConfig source = config.sourceEncoder();
    if (source != null) {
      int rows = source.maxPositionEmbeddings() + BartConfig.POSITION_OFFSET;
      layout.matrix(SOURCE_WORDS, source.vocabSize(), config.dModel(), Start.NORMAL_BUT_PAD);
      stack(
          layout,
          config.dModel(),
          rows,
          SOURCE_ENCODER,
          source.encoderLayers(),
          source.encoderFfnDim(),
          false);
    }
    return withSizeOfWords(layout.build(), source);
  }

  /**
   * Lets a source encoder begin with outputs of the size of word embeddings, in whose place they
   * come. Beside larger ones the positions, which are added to them, would not count.
   */
  private static List<ParameterSpec> withSizeOfWords(
      List<ParameterSpec> specs, @Nullable SourceEncoderConfig source) {
    return source == null
        ? specs
        : specs.stream()
            .map(
                spec ->
                    spec.name().equals(lastNormOf(source))
                        ? new ParameterSpec(spec.name(), spec.shape(), Start.DEVIATION)
                        : spec)
            .toList();
  }

  /** Returns the word embeddings. */
  static ParameterSpec words(BartConfig config) {
    return new ParameterSpec(
        SHARED, new Shape(config.vocabSize(), config.dModel()), Start.NORMAL_BUT_PAD);
  }

  /** Returns the name of the weight of the last layer norm of a source encoder. */
  static String lastNormOf(SourceEncoderConfig source) {
    return SOURCE_ENCODER + "layers." + (source.encoderLayers() - 1) + ".final_layer_norm.weight";
  }

  /** Returns whether a parameter belongs to the source encoder. */
  static boolean isOfSourceEncoder(String name) {
    return name.startsWith(SOURCE_ENCODER);
  }

  /**
   * Returns whether a parameter is trained in the first of the two stages in which a source encoder
   * is trained (docs/papers.md 1.5): the source encoder itself, the positions of BART's encoder,
   * and the projections to queries, keys and values in its first layer.
   */
  public static boolean isTrainedFirst(String name) {
    return isOfSourceEncoder(name)
        || name.equals(ENCODER + "embed_positions.weight")
        || FIRST_PROJECTION.matcher(name).matches();
  }

  /**
   * Returns the parameters of a BART with the head for a task.
   *
   * @param labels number of labels of a classifier or tagger, otherwise ignored
   */
  public static List<ParameterSpec> of(BartConfig config, ModelTask task, int labels) {
    LayoutBuilder layout = new LayoutBuilder().all(of(config));
    int d = config.dModel();
    if (task == ModelTask.SEQUENCE_CLASSIFICATION) {
      layout.linear("classification_head.dense", d, d).linear(SCORES, labels, d);
    }
    if (task == ModelTask.TOKEN_CLASSIFICATION) {
      layout.linear(TokenTagger.HEAD, labels, d);
    }
    if (task == ModelTask.QUESTION_ANSWERING) {
      layout.linear(SpanHead.NAME, SpanHead.OUTPUTS, d);
    }
    return layout.build();
  }

  /** Returns the mapping from BART's tensor names in older files to the current ones. */
  public static TensorNames tensorNames() {
    Map<String, String> tied = new LinkedHashMap<>(); // in the order in which copies are taken
    tied.put("model.encoder.embed_tokens.weight", SHARED);
    tied.put(CAUSAL_WORDS, SHARED);
    tied.put("lm_head.weight", SHARED);
    return TensorNames.of(
        ModelFamily.BART.getPrefix(), List.of("shared.", "encoder.", "decoder."), tied);
  }

  /**
   * Returns the name of a parameter in BartForCausalLM of transformers, which calls the embedding
   * matrix by the decoder.
   */
  public static String causalName(String name) {
    return name.equals(SHARED) ? CAUSAL_WORDS : name;
  }

  /**
   * Returns the parameter names of the encoder's or decoder's embeddings, by their names in the
   * kernel {@code Embedding} of {@code TransformerKernels.py}.
   *
   * @param stack {@code model.encoder.} or {@code model.decoder.}
   */
  public static Map<String, String> embedding(String stack) {
    return Map.of(
        "words", SHARED,
        "positions", stack + "embed_positions.weight",
        "norm", stack + "layernorm_embedding");
  }

  /** Returns the parameter names of a source encoder's embeddings, as {@link #embedding} does. */
  static Map<String, String> sourceEmbedding() {
    Map<String, String> names = new LinkedHashMap<>(embedding(SOURCE_ENCODER));
    names.put("words", SOURCE_WORDS);
    return names;
  }

  /**
   * Returns the parameter names of the encoder's embeddings behind a source encoder, by their names
   * in the kernel {@code PlacedEmbedding}.
   */
  static Map<String, String> placedEmbedding() {
    Map<String, String> names = new LinkedHashMap<>(embedding(ENCODER));
    names.remove("words");
    return names;
  }

  /**
   * Returns the parameter names of a layer of the source encoder, as {@link #encoderLayer} does.
   */
  static Map<String, String> sourceLayer(int layer) {
    return layer(SOURCE_ENCODER + "layers." + layer + ".", false);
  }

  /**
   * Returns the parameter names of an encoder layer, by their names in the kernel {@code
   * EncoderLayer}, in parameter order.
   */
  public static Map<String, String> encoderLayer(int layer) {
    return layer(ENCODER_LAYERS + layer + ".", false);
  }

  /**
   * Returns the parameter names of a decoder layer, by their names in the kernel {@code
   * DecoderLayer}, in parameter order.
   */
  public static Map<String, String> decoderLayer(int layer) {
    return layer(DECODER_LAYERS + layer + ".", true);
  }

  /**
   * Returns the parameter names of a layer of a decoder without cross-attention, by their names in
   * the kernel {@code EncoderLayer}.
   */
  static Map<String, String> decoderOnlyLayer(int layer) {
    return layer(DECODER_LAYERS + layer + ".", false);
  }

  private static Map<String, String> layer(String prefix, boolean hasCross) {
    Map<String, String> names = new LinkedHashMap<>();
    putAttention(names, "attention", prefix + "self_attn");
    if (hasCross) {
      putAttention(names, "cross", prefix + "encoder_attn");
    }
    names.put("fc1", prefix + "fc1");
    names.put("fc2", prefix + "fc2");
    names.put("final_norm", prefix + "final_layer_norm");
    return names;
  }

  private static void putAttention(Map<String, String> names, String role, String name) {
    for (String part : List.of("q", "k", "v", "out")) {
      names.put(role + "." + part, name + "." + part + "_proj");
    }
    names.put(role + "_norm", name + "_layer_norm");
  }

  private static void stack(
      LayoutBuilder layout,
      BartConfig config,
      String prefix,
      int layers,
      int ffn,
      boolean hasCross) {
    int rows = config.maxPositionEmbeddings() + BartConfig.POSITION_OFFSET;
    stack(layout, config.dModel(), rows, prefix, layers, ffn, hasCross);
  }

  private static void stack(
      LayoutBuilder layout, int d, int rows, String prefix, int layers, int ffn, boolean hasCross) {
    if (layers == 0) {
      return;
    }
    layout.matrix(prefix + "embed_positions.weight", rows, d, Start.NORMAL_BUT_PAD);
    layout.norm(prefix + "layernorm_embedding", d);
    for (int i = 0; i < layers; i++) {
      layout.layer(layer(prefix + "layers." + i + ".", hasCross), d, ffn);
    }
  }
}
