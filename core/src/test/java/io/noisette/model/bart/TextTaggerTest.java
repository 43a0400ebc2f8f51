package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TokenTagger;
import io.noisette.model.TrainingPass;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.model.encoder.EncoderHeads;
import io.noisette.model.encoder.SmallEncoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TextTaggerTest {

  private static final Labels TAGS = Labels.of(List.of("O", "PER", "LOC"));
  private static final List<int[]> TEXTS = SmallModels.sequences(60, 3, 4, 2, 5);
  private static final SequenceBatch BATCH = SequenceBatch.of(PackedTokens.of(TEXTS));
  private static final int[] TARGETS = {-1, 2, 0, -1, -1, 1, -1, 0, -100, 2, -1};
  private static final PackedTokens PACKED =
      PackedTokens.of(
          List.of(new int[] {-1, 2, 0, -1}, new int[] {-1, 1}, new int[] {-1, 0, -100, 2, -1}));

  @TempDir Path directory;
  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  /** What may be below the head. */
  enum Body {
    BERT,
    ROBERTA,
    BART,
    ENCODER_ALONE,
    LANGUAGE_MODEL;

    TokenTagger create(NDManager manager, Precision precision) {
      return switch (this) {
        case BERT, ROBERTA ->
            EncoderHeads.tagger(
                manager,
                SmallEncoders.config(ModelFamily.valueOf(name())),
                TAGS,
                precision,
                ParameterValues.ofArrays(Body::valuesOf));
        case BART ->
            BartHeads.tagger(
                manager,
                SmallModels.config(0),
                TAGS,
                precision,
                ParameterValues.ofArrays(Body::valuesOf));
        case ENCODER_ALONE, LANGUAGE_MODEL ->
            BartHeads.tagger(
                manager,
                (this == LANGUAGE_MODEL ? SmallStacks.Kind.CAUSAL : SmallStacks.Kind.MASKED)
                    .config(),
                TAGS,
                precision,
                ParameterValues.ofArrays(Body::valuesOf));
      };
    }

    String words() {
      return this == BERT || this == ROBERTA
          ? ModelFamily.valueOf(name()).getPrefix() + "embeddings.word_embeddings.weight"
          : BartLayout.SHARED;
    }

    private static float[] valuesOf(ParameterSpec spec) {
      return SmallModels.valuesOf(spec);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLossIsTheCrossEntropyOfTheTokensWithATag(Body body) {
    try (TokenTagger model = body.create(manager, Precision.FP32)) {
      float[] logits = model.logits(manager, BATCH).toFloatArray();
      assertEquals(11 * 3, logits.length);
      LabelScores scores = model.forwardBackward(manager, BATCH, PACKED, TrainingPass.weighted(1));
      assertEquals(nats(logits), scores.getLoss(), 1e-4);
      assertEquals(5, model.countTargets(BATCH, PACKED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGradientOfTheHeadIsTheErrorTimesTheStates(Body body) {
    try (TokenTagger model = body.create(manager, Precision.FP32)) {
      float[] logits = model.logits(manager, BATCH).toFloatArray();
      double[] expected = new double[3];
      for (int token = 0; token < TARGETS.length; token++) {
        for (int tag = 0; tag < 3 && TARGETS[token] >= 0; tag++) {
          expected[tag] += probability(logits, token, tag) - (TARGETS[token] == tag ? 1 : 0);
        }
      }
      model.forwardBackward(manager, BATCH, PACKED, TrainingPass.weighted(0.5));
      float[] bias = model.getParameters().getGradient("classifier.bias").toFloatArray();
      for (int tag = 0; tag < 3; tag++) {
        assertEquals(0.5 * expected[tag], bias[tag], 1e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGradientIsTheSlopeOfTheLoss(Body body) {
    try (TokenTagger model = body.create(manager, Precision.FP32)) {
      model.forwardBackward(manager, BATCH, PACKED, TrainingPass.weighted(1));
      Map<String, NDArray> gradients = new LinkedHashMap<>(); // later passes add to the model's own
      for (String name : List.of("classifier.weight", body.words())) {
        gradients.put(name, model.getParameters().getGradient(name).duplicate());
      }
      for (Map.Entry<String, NDArray> entry : gradients.entrySet()) {
        NDArray direction = entry.getValue();
        double norm = direction.norm().toFloatArray()[0];
        assertTrue(norm > 1e-3, entry.getKey() + " has no gradient");
        direction.divi((float) norm);
        double step = 1e-2;
        double above = lossAt(model, entry.getKey(), direction, step);
        double below = lossAt(model, entry.getKey(), direction, -step);
        assertEquals(norm, (above - below) / (2 * step), 0.02 * norm + 1e-3, entry.getKey());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bf16HasNearlyTheSameGradients(Body body) {
    try (TokenTagger exact = body.create(manager, Precision.FP32);
        TokenTagger rounded = body.create(manager, Precision.BF16)) {
      TrainingPass pass = TrainingPass.weighted(1);
      double loss = exact.forwardBackward(manager, BATCH, PACKED, pass).getLoss();
      assertEquals(
          loss, rounded.forwardBackward(manager, BATCH, PACKED, pass).getLoss(), 0.03 * loss);
      for (String name : List.of("classifier.weight", body.words())) {
        NDArray expected = exact.getParameters().getGradient(name);
        NDArray actual = rounded.getParameters().getGradient(name);
        double distance = actual.sub(expected).norm().toFloatArray()[0];
        assertTrue(distance < 0.1 * expected.norm().toFloatArray()[0], name);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyALanguageModelSeesTheLeftSideAlone(Body body) {
    int[] other = TEXTS.get(0).clone();
    other[3] = other[3] == 7 ? 8 : 7;
    try (TokenTagger model = body.create(manager, Precision.FP32)) {
      float[] before = logits(model, TEXTS.get(0));
      float[] after = logits(model, other);
      assertEquals(body == Body.LANGUAGE_MODEL, before[0] == after[0]);
      assertTrue(before[3 * 3] != after[3 * 3]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTaggerIsReadAsItWasWritten(Body body) throws IOException {
    List<String> notices = new ArrayList<>();
    try (TokenTagger written = body.create(manager, Precision.FP32)) {
      written.write(directory);
      ModelDirectory stored = new ModelDirectory(directory, notices::add);
      stored.requireTagger();
      try (TokenTagger read = stored.readTagger(manager, ModelOptions.DEFAULT)) {
        assertEquals(TAGS, read.getTags());
        assertArrayEquals(logits(written, TEXTS.get(2)), logits(read, TEXTS.get(2)));
      }
      Labels turned = Labels.of(List.of("LOC", "O", "PER"));
      ModelOptions options = ModelOptions.DEFAULT.with(it -> it.labels(turned));
      try (TokenTagger read = stored.readTagger(manager, options)) {
        assertEquals(logits(written, TEXTS.get(2))[2], logits(read, TEXTS.get(2))[0]);
      }
      assertEquals(List.of(), notices);
      Labels more = Labels.of(List.of("O", "PER", "LOC", "ORG"));
      ModelOptions others = ModelOptions.DEFAULT.with(it -> it.labels(more));
      stored.readTagger(manager, others).close();
      assertTrue(notices.get(0).contains("its output layer is not used"), notices::toString);
    }
    String config = Files.readString(directory.resolve("config.json"));
    assertTrue(config.contains("ForTokenClassification\""), config);
  }

  @Test
  void targetsMustFit() {
    try (TokenTagger model = Body.BERT.create(manager, Precision.FP32)) {
      PackedTokens shorter = PackedTokens.of(List.of(new int[] {0}));
      PackedTokens unknown =
          PackedTokens.of(List.of(new int[] {0, 1, 2, 3}, new int[2], new int[5]));
      for (PackedTokens wrong : List.of(shorter, unknown)) {
        assertThrows(
            IllegalArgumentException.class,
            () -> model.forwardBackward(manager, BATCH, wrong, TrainingPass.weighted(1)));
      }
    }
  }

  private float[] logits(TokenTagger model, int[] text) {
    return model.logits(manager, SequenceBatch.of(PackedTokens.of(List.of(text)))).toFloatArray();
  }

  /** Returns the loss with a parameter moved along a direction, and moves it back. */
  private double lossAt(TokenTagger model, String name, NDArray direction, double step) {
    NDArray parameter = model.getParameters().get(name);
    float[] before = parameter.toFloatArray();
    float[] moved = before.clone();
    float[] along = direction.toFloatArray();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * along[i]);
    }
    parameter.set(moved);
    model.getParameters().markChanged();
    double loss = nats(model.logits(manager, BATCH).toFloatArray());
    parameter.set(before);
    model.getParameters().markChanged();
    return loss;
  }

  private static double nats(float[] logits) {
    double sum = 0;
    for (int token = 0; token < TARGETS.length; token++) {
      sum -= TARGETS[token] < 0 ? 0 : Math.log(probability(logits, token, TARGETS[token]));
    }
    return sum;
  }

  private static double probability(float[] logits, int token, int tag) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += Math.exp(logits[3 * token + i]);
    }
    return Math.exp(logits[3 * token + tag]) / sum;
  }
}
