package io.noisette.model.directory;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.encoder.MaskedLanguageModel;
import io.noisette.model.encoder.SmallEncoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files {@code config.json} that are refused, as a user or a broken download leaves them. */
final class ModelConfigFileTest {

  @TempDir Path directory;
  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @BeforeEach
  void writeClassifier() throws IOException {
    Labels labels = Labels.of(List.of("no", "yes"));
    try (SequenceClassifier model = SmallEncoders.classifier(manager, ModelFamily.BERT, labels)) {
      model.write(directory);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\"bert\"','\"gpt2\"','model_type ''gpt2''; supported: bart, bert, roberta'",
    "'\"gelu\"','\"tanh\"','unknown activation ''tanh''; choose one of gelu, gelu_new, relu, silu'",
    "'single_label','multi_label','multi_label_classification'",
    "'\"type_vocab_size\": 2','\"position_embedding_type\": \"relative_key\"','relative_key'",
  })
  void whatIsNotKnownIsNamed(String from, String to, String named) throws IOException {
    edit(from, to);
    String message = assertThrows(UsageException.class, this::readClassifier).getMessage();
    assertTrue(message.contains(named), message);
    assertTrue(message.contains("config.json"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"hidden_size\": 24','\"hidden_size\": 25',num_attention_heads",
    "'\"hidden_size\": 24','\"hidden_size\": null',the key hidden_size is missing",
    "'\"hidden_size\": 24','\"hidden_size\": \"wide\"',config.json",
    "'\"num_hidden_layers\": 2','\"num_hidden_layers\": 2000000000',num_hidden_layers",
    "'\"0\": \"no\"','\"7\": \"no\"',id2label",
    "'\"1\": \"yes\"','\"1\": \"no\"',labels must be distinct",
    "'\"layer_norm_eps\": 1.0E-12','\"layer_norm_eps\": -1',layer_norm_eps",
    "'{','[',config.json",
  })
  void aConfigurationThatMakesNoSenseIsCorrupt(String from, String to, String named)
      throws IOException {
    edit(from, to);
    String message = assertThrows(CorruptDataException.class, this::readClassifier).getMessage();
    assertTrue(message.contains(named), message);
  }

  @Test
  void anUntiedOutputIsRefused() throws IOException {
    writeMaskedLm();
    edit("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false");
    String message =
        assertThrows(
                UsageException.class, () -> model().readMaskedLm(manager, ModelOptions.DEFAULT))
            .getMessage();
    assertTrue(message.contains("tie_word_embeddings"), message);
  }

  @Test
  void onlyAHeadForLabelsClassifies() throws IOException {
    writeMaskedLm();
    String message = assertThrows(UsageException.class, model()::requireClassifier).getMessage();
    assertTrue(message.contains("is a BertForMaskedLM, which has no classification head"), message);
  }

  private void writeMaskedLm() throws IOException {
    try (MaskedLanguageModel model = SmallEncoders.maskedLm(manager, ModelFamily.BERT)) {
      model.write(directory);
    }
  }

  private SequenceClassifier readClassifier() throws IOException {
    return model().readClassifier(manager, ModelOptions.DEFAULT);
  }

  private ModelDirectory model() {
    return new ModelDirectory(directory, notice -> {});
  }

  private void edit(String from, String to) throws IOException {
    Path config = directory.resolve("config.json");
    String text = Files.readString(config);
    assertTrue(text.contains(from), text);
    Files.writeString(config, text.replace(from, to));
  }
}
