package io.noisette.distillation.specialist;

import io.noisette.command.Console;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.distillation.transfer.TeacherScores;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.failure.UsageException;
import io.noisette.model.directory.LengthFit;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all specialists of a run share: the generalist and its probabilities, and the texts as its
 * tokens.
 *
 * @param generalist the model that they start from
 * @param tokenizer of the generalist, and so of the specialists
 * @param texts training and dev files
 * @param train examples of the training set
 * @param dev examples of each dev file
 * @param probabilities of the generalist for each text of the training set
 * @param devProbabilities of the generalist for each text of each dev file
 * @param digests SHA-256 of model, tokenizer and files, by name
 */
record SpecialistData(
    ScoredModel generalist,
    Tokenizer tokenizer,
    TransferTexts texts,
    EncodedExamples train,
    List<EncodedExamples> dev,
    List<double[]> probabilities,
    List<List<double[]>> devProbabilities,
    Map<String, String> digests)
    implements AutoCloseable {

  /**
   * Checks that the generalist reads texts of the maximum length.
   *
   * @throws UsageException if it does not
   */
  static void requireLength(SpecialistConfig config, ScoredModel generalist) throws IOException {
    int most = new ModelDirectory(generalist.directory(), notice -> {}).readMaxLength();
    LengthFit.require(config.training().maxLength(), "the generalist", most);
  }

  /** Encodes the texts, for a generalist whose logits are known. */
  static SpecialistData open(
      SpecialistConfig config,
      ScoredModel generalist,
      TransferTexts texts,
      TeacherScores scores,
      Console console)
      throws IOException {
    ModelDirectory model = new ModelDirectory(generalist.directory(), notice -> {});
    Tokenizer tokenizer = Tokenizer.load(generalist.directory());
    try {
      tokenizer.requireIdsBelow(model.readVocabSize(), console::warn);
      PairEncoder encoder =
          new PairEncoder(tokenizer, config.training().maxLength(), generalist.pairFormat());
      Map<String, String> digests = new LinkedHashMap<>();
      digests.put("generalist", model.readDigest());
      digests.put("tokenizer", tokenizer.getDigest());
      digests.putAll(texts.digests());
      int labels = texts.task().labels().labels().size();
      return new SpecialistData(
          generalist,
          tokenizer,
          texts,
          EncodedExamples.of(texts.all(), encoder),
          texts.dev().stream().map(file -> EncodedExamples.of(file, encoder)).toList(),
          LogitRows.toProbabilities(scores.getTransfer(), labels),
          scores.getDev().stream()
              .map(logits -> LogitRows.toProbabilities(logits, labels))
              .toList(),
          digests);
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
