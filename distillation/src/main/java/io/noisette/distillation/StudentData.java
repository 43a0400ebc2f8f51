package io.noisette.distillation;

import io.noisette.command.Console;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What both students of all seeds share: the start, texts as the student's tokens, and the targets.
 *
 * @param choice what a student starts as
 * @param tokenizer of the student
 * @param texts the texts
 * @param encoded texts to learn from, the labelled ones first
 * @param dev examples of the dev files
 * @param digests SHA-256 of start, tokenizer, files and stored logits, by name
 */
record StudentData(
    StudentChoice choice,
    Tokenizer tokenizer,
    TransferTexts texts,
    EncodedExamples encoded,
    List<EncodedExamples> dev,
    Map<String, String> digests)
    implements AutoCloseable {

  /** Returns what the students start as, after checking that it fits the settings. */
  static StudentChoice choose(DistillConfig config) throws IOException {
    StudentChoice choice =
        StudentChoice.parse(config.student(), ModelPath.resolve(config.teacher().get(0)));
    int most = choice.open(notice -> {}).readMaxLength();
    if (config.training().maxLength() > most) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--max-length %d is longer than the student allows (at most %d tokens)",
              config.training().maxLength(),
              most));
    }
    return choice;
  }

  /** Encodes the texts with the student's tokenizer. */
  static StudentData open(
      DistillConfig config, TransferTexts texts, Teachers teachers, Console console)
      throws IOException {
    StudentChoice choice = choose(config);
    Tokenizer tokenizer = Tokenizer.load(choice.model());
    try {
      tokenizer.requireIdsBelow(
          new ModelDirectory(choice.model(), notice -> {}).readVocabSize(), console::warn);
      PairEncoder encoder =
          new PairEncoder(tokenizer, config.training().maxLength(), config.pairFormat());
      Map<String, String> digests = new LinkedHashMap<>();
      digests.put("student", choice.readDigest());
      digests.put("tokenizer", tokenizer.getDigest());
      digests.putAll(texts.digests());
      digests.putAll(teachers.getDigests());
      return new StudentData(
          choice,
          tokenizer,
          texts,
          EncodedExamples.of(texts.all(), encoder),
          texts.dev().stream().map(file -> EncodedExamples.of(file, encoder)).toList(),
          digests);
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  Labels labels() {
    return texts.task().labels().labels();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
