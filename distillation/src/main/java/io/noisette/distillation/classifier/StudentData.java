package io.noisette.distillation.classifier;

import io.noisette.command.Console;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.model.Labels;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.PairFormat;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What both students of all seeds share: the start, texts as the student's tokens, and the targets.
 *
 * @param choice what a student starts as
 * @param tokenizer of the student
 * @param pairFormat separator of pairs
 * @param texts the texts
 * @param encoded texts to learn from, the labelled ones first
 * @param dev examples of the dev files
 * @param digests SHA-256 of start, tokenizer, files and further inputs, by name
 */
public record StudentData(
    StudentChoice choice,
    Tokenizer tokenizer,
    PairFormat pairFormat,
    TransferTexts texts,
    EncodedExamples encoded,
    List<EncodedExamples> dev,
    Map<String, String> digests)
    implements AutoCloseable {

  /**
   * Encodes the texts with the student's tokenizer.
   *
   * @param maxLength maximum number of tokens of a text
   * @param digests of further inputs, by name
   */
  public static StudentData open(
      StudentChoice choice,
      TransferTexts texts,
      int maxLength,
      PairFormat pairFormat,
      Map<String, String> digests,
      Console console)
      throws IOException {
    Tokenizer tokenizer = Tokenizer.load(choice.model());
    try {
      tokenizer.requireIdsBelow(
          new ModelDirectory(choice.model(), notice -> {}).readVocabSize(), console::warn);
      PairEncoder encoder = new PairEncoder(tokenizer, maxLength, pairFormat);
      EncodedExamples encoded = EncodedExamples.of(texts.all(), encoder);
      encoded.tellCut(console::warn);
      Map<String, String> all = new LinkedHashMap<>();
      all.put("student", choice.readDigest());
      all.put("tokenizer", tokenizer.getDigest());
      all.putAll(texts.digests());
      all.putAll(digests);
      return new StudentData(
          choice,
          tokenizer,
          pairFormat,
          texts,
          encoded,
          texts.dev().stream().map(file -> EncodedExamples.of(file, encoder)).toList(),
          all);
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Returns the labels of the task. */
  public Labels labels() {
    return texts.task().labels().labels();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
