package io.noisette.distillation.sequence;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.distillation.loss.WordLoss;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.SourcePrefix;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.run.ModelPath;
import io.noisette.seq2seq.data.LengthSettings;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Teachers that stay in memory beside a student: the probabilities of all target tokens would be
 * too many to store.
 */
final class WordTeachers implements AutoCloseable {

  private final NDManager manager;
  private final List<BartModel> models;
  private final Map<String, String> digests;

  private WordTeachers(NDManager manager, List<BartModel> models, Map<String, String> digests) {
    this.manager = manager;
    this.models = models;
    this.digests = digests;
  }

  /**
   * Checks that the probabilities of the teachers are those of the student's tokens.
   *
   * @param student model directory that the student's config and tokenizer come from
   * @throws UsageException if they are not
   */
  static void requireFit(SequenceDistillConfig config, Path student) throws IOException {
    BartConfig own = new BartDirectory(student).readConfigOfOneVocabulary();
    for (Path given : config.teacher()) {
      Path directory = ModelPath.resolve(given);
      BartConfig other = new BartDirectory(directory).readConfigOfOneVocabulary();
      if (!readTokenizerDigest(directory).equals(readTokenizerDigest(student))) {
        throw unfit(given, "its tokenizer is not that of the student " + student);
      }
      if (other.vocabSize() != own.vocabSize()) {
        throw unfit(
            given,
            String.format(
                Locale.ROOT,
                "its vocabulary has %,d tokens, that of the student %,d",
                other.vocabSize(),
                own.vocabSize()));
      }
      if (!other.special().equals(own.special())) {
        throw unfit(given, "its special tokens are not those of the student");
      }
      String prefix = readPrefix(directory);
      if (!prefix.equals(readPrefix(student))) {
        throw unfit(
            given,
            "it was trained with the prefix '%s' before every source, the student with '%s'"
                .formatted(prefix, readPrefix(student)));
      }
      requireRoom(given, other.maxPositionEmbeddings(), own, config.lengths());
    }
  }

  private static void requireRoom(
      Path teacher, int positions, BartConfig student, LengthSettings lengths) {
    int most = student.maxPositionEmbeddings();
    int source = Objects.requireNonNullElse(lengths.maxSourceLength(), most);
    int target = Objects.requireNonNullElse(lengths.maxTargetLength(), most);
    if (Math.max(source, target) > positions) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--teacher %s has only %,d positions, the student %,d; give --max-source-length and"
                  + " --max-target-length, at most %d",
              teacher,
              positions,
              most,
              positions));
    }
  }

  /** Opens the teachers for use without training. */
  static WordTeachers open(SequenceDistillConfig config, Console console) throws IOException {
    NDManager manager = Torch.newManager(config.runtime().device());
    WordTeachers teachers = new WordTeachers(manager, new ArrayList<>(), new LinkedHashMap<>());
    try {
      Precision precision = config.runtime().precision();
      for (Path given : config.teacher()) {
        Path directory = ModelPath.resolve(given);
        teachers.models.add(
            new BartDirectory(directory, console::info).readForInference(manager, precision));
        teachers.digests.put(
            "teacher " + teachers.models.size(),
            new ModelDirectory(directory, notice -> {}).readDigest());
      }
      return teachers;
    } catch (IOException | RuntimeException e) {
      teachers.close();
      throw e;
    }
  }

  /** Returns the SHA-256 of the teachers by name. */
  Map<String, String> getDigests() {
    return digests;
  }

  int getCount() {
    return models.size();
  }

  /**
   * Computes what the teachers know of the target tokens of a batch. May be called by several
   * threads, because nothing in a model changes without dropout.
   */
  List<WordLoss.Taught> teach(NDManager scope, Seq2SeqBatch batch) {
    return models.stream()
        .map(model -> new WordLoss.Taught(model.decode(scope, batch), model.getOutputLayer()))
        .toList();
  }

  @Override
  public void close() {
    models.forEach(BartModel::close);
    manager.close();
  }

  private static String readTokenizerDigest(Path directory) throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      return tokenizer.getDigest();
    }
  }

  private static String readPrefix(Path directory) throws IOException {
    return SourcePrefix.choose(null, directory, notice -> {});
  }

  private static UsageException unfit(Path teacher, String why) {
    return new UsageException(
        "--teacher "
            + teacher
            + " cannot teach words: "
            + why
            + "; give --level sequence, or a student that fits");
  }
}
