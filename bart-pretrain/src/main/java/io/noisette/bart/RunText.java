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

/** The text that a recorded run validates on, or else trains on, as long as it lies there. */
final class RunText implements AutoCloseable {

  private static final long SEED = 0; // of the order, as in validation
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
   * @throws UsageException if it is not there, or not the one that the run was started with
   */
  static RunText open(RunRecord run) throws IOException {
    boolean heldOut = run.settings().get("validation") != null;
    String role = heldOut ? "validation" : "corpus";
    Corpus corpus = Corpus.open(Path.of(setting(run, role, String.class)));
    if (!Objects.equals(run.digests().get(role), corpus.getDigest())) {
      throw new UsageException(
          corpus.getDirectory() + " is no longer the corpus that the run was started with");
    }
    return new RunText(corpus, corpus.loadTokenizer(), heldOut);
  }

  /**
   * A setting of the run.
   *
   * @throws UsageException if the record has no such value
   */
  static <T> T setting(RunRecord run, String name, Class<T> type) {
    @Nullable Object value = run.settings().get(name);
    if (!type.isInstance(value)) {
      throw new UsageException(RunRecord.FILE_NAME + " does not say --" + name);
    }
    return type.cast(value);
  }

  Tokenizer getTokenizer() {
    return tokenizer;
  }

  /** What text this is, as the end of a sentence. */
  String describe() {
    return heldOut ? "held-out text, which it has never seen" : "the text it trains on";
  }

  /** The first sequences of the order in which a validation takes them. */
  List<CorpusSequence> readSequences(int sequenceLength, int most) throws IOException {
    try (SequenceIndex index = SequenceIndex.build(corpus, sequenceLength)) {
      SequenceOrder order = SequenceOrder.of(index.getSize(), SEED, 0);
      return LongStream.range(0, Math.min(most, index.getSize()))
          .mapToObj(i -> index.read(order.at(i)))
          .toList();
    }
  }

  /** The sentences of the first documents. */
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
