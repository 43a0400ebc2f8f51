package io.noisette.bart;

import io.noisette.corpus.Corpus;
import io.noisette.corpus.CorpusSequence;
import io.noisette.corpus.SequenceIndex;
import io.noisette.corpus.SequenceOrder;
import io.noisette.failure.UsageException;
import io.noisette.run.RunRecord;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The text that a recorded run uses for validation or, without validation, for training. */
final class RunText implements AutoCloseable {

  private static final long SEED = 0; // of the data order, as in validation
  private static final int MOST_SENTENCES = 5000;

  private final Corpus corpus;
  private final Tokenizer tokenizer;
  private final boolean heldOut;

  private RunText(Corpus corpus, Tokenizer tokenizer, boolean heldOut) {
    this.corpus = corpus;
    this.tokenizer = tokenizer;
    this.heldOut = heldOut;
  }

  /**
   * Opens the text.
   *
   * @throws UsageException if it does not exist, or has changed since the run was started
   */
  static RunText open(RunRecord run) throws IOException {
    boolean heldOut = run.settings().get("validation") != null;
    String role = heldOut ? "validation" : "corpus";
    Corpus corpus = Corpus.open(Path.of(setting(run, role, String.class)));
    if (!Objects.equals(run.digests().get(role), corpus.getDigest())) {
      throw new UsageException(
          corpus.getDirectory()
              + " is not the corpus that the run was started with: its SHA-256 differs from the"
              + " recorded one");
    }
    return new RunText(corpus, corpus.loadTokenizer(), heldOut);
  }

  /**
   * Returns a setting of the run.
   *
   * @throws UsageException if the record has no such value
   */
  static <T> T setting(RunRecord run, String name, Class<T> type) {
    @Nullable Object value = run.settings().get(name);
    if (!type.isInstance(value)) {
      throw new UsageException(RunRecord.FILE_NAME + " has no value for --" + name);
    }
    return type.cast(value);
  }

  Tokenizer getTokenizer() {
    return tokenizer;
  }

  /** Returns a description of the text as the end of a sentence. */
  String describe() {
    return heldOut ? "held-out text" : "the training text";
  }

  /** Returns the first sequences in the data order of validation. */
  List<CorpusSequence> readSequences(int sequenceLength, int most) throws IOException {
    try (SequenceIndex index = SequenceIndex.build(corpus, sequenceLength)) {
      SequenceOrder order = SequenceOrder.of(index.getSize(), SEED, 0);
      return LongStream.range(0, Math.min(most, index.getSize()))
          .mapToObj(i -> index.read(order.at(i)))
          .toList();
    }
  }

  /** Returns the sentences of the first documents. */
  List<String> readSentences() {
    return LongStream.range(0, Math.min(MOST_SENTENCES, corpus.getSentenceCount()))
        .mapToObj(sentence -> tokenizer.decode(corpus.readSentence(sentence)).strip())
        .toList();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
