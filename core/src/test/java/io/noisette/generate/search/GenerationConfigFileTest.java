package io.noisette.generate.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.CorruptDataException;
import io.noisette.model.bart.BartSpecialTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationConfigFileTest {

  @TempDir Path directory;

  @Test
  void everyKeyIsRead() throws IOException {
    write(
        "generation_config.json",
        """
        {"num_beams": 6, "num_return_sequences": 2, "length_penalty": 2.0, "early_stopping": true,
         "max_new_tokens": 60, "min_new_tokens": 10, "no_repeat_ngram_size": 3,
         "forced_bos_token_id": 0, "forced_eos_token_id": 2, "transformers_version": "5"}\
        """);
    GenerationSettings wanted =
        new GenerationSettings(6, 2, 2.0, EarlyStopping.TRUE, 60, 10, 3, 0, 2);
    assertEquals(wanted, GenerationConfigFile.read(directory));
  }

  @Test
  void whatIsNotSaidIsTransformersDefault() throws IOException {
    write("generation_config.json", "{\"early_stopping\": false, \"forced_bos_token_id\": null}");
    write("config.json", "{\"num_beams\": 4}");
    assertEquals(GenerationSettings.DEFAULT, GenerationConfigFile.read(directory));
  }

  @Test
  void anOlderDirectorySaysItInItsConfiguration() throws IOException {
    write("config.json", "{\"max_length\": 142, \"min_length\": 56, \"num_beams\": 4}");
    GenerationSettings read = GenerationConfigFile.read(directory);
    assertEquals(141, read.maxNewTokens(), "the older keys count the start token");
    assertEquals(55, read.minNewTokens());
    assertEquals(4, read.numBeams());
  }

  @Test
  void whatWouldChangeTheTextsButIsNotSupportedIsNamed() throws IOException {
    write(
        "generation_config.json",
        """
        {"do_sample": true, "temperature": 0.7, "repetition_penalty": 1.2, "diversity_penalty": 0.0,
         "num_beam_groups": 1, "bad_words_ids": null, "suppress_tokens": [], "top_k": 50,
         "eos_token_id": [2, 5], "decoder_start_token_id": 2}\
        """);
    assertEquals(
        List.of(
            "eos_token_id [2,5] (generation_config.json; not supported: the model has 2)",
            "do_sample true (generation_config.json; not supported)",
            "repetition_penalty 1.2 (generation_config.json; not supported)"),
        GenerationConfigFile.open(directory).listUnused(BartSpecialTokens.BART));
  }

  @Test
  void aSearchThatNeverStopsEarlyIsReadAndWritten() throws IOException {
    write("generation_config.json", "{\"early_stopping\": \"never\"}");
    assertEquals(EarlyStopping.NEVER, GenerationConfigFile.read(directory).earlyStopping());
    GenerationSettings settings = GenerationSettings.DEFAULT.withNumBeams(4);
    for (EarlyStopping stopping : EarlyStopping.values()) {
      GenerationConfigFile.write(directory, settings.withEarlyStopping(stopping));
      assertEquals(stopping, GenerationConfigFile.read(directory).earlyStopping());
    }
  }

  /** transformers' save_pretrained fails for these settings of beam search with a single beam. */
  @Test
  void aSingleBeamIsWrittenAsTransformersSavesIt() throws IOException {
    write("generation_config.json", "{}");
    GenerationConfigFile.write(
        directory,
        GenerationSettings.DEFAULT.with(
            it -> it.lengthPenalty(2).earlyStopping(EarlyStopping.TRUE).maxNewTokens(9)));
    GenerationSettings written = GenerationConfigFile.read(directory);
    assertEquals(EarlyStopping.FALSE, written.earlyStopping());
    assertEquals(1, written.lengthPenalty());
    assertEquals(9, written.maxNewTokens());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"num_beams\": \"x\"}",
        "{\"num_beams\": [1, 2]}",
        "{\"num_beams\": 0}",
        "{\"num_beams\": {}}",
        "{\"num_beams\": 1000000000}",
        "{\"length_penalty\": \"NaN\"}",
        "{\"length_penalty\": -400}",
        "{\"max_length\": -2147483648}",
        "{\"max_length\": 1}",
        "{\"min_length\": -5}",
        "{\"early_stopping\": \"maybe\"}",
        "{\"early_stopping\": 1}",
        "{\"early_stopping\": \"true\"}",
        "{\"num_return_sequences\": 2}"
      })
  void whatMakesNoSenseIsCorrupt(String json) throws IOException {
    write("generation_config.json", json);
    assertThrows(CorruptDataException.class, () -> GenerationConfigFile.read(directory));
  }

  private void write(String name, String json) throws IOException {
    Files.writeString(directory.resolve(name), json);
  }
}
