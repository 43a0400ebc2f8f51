package io.noisette.bart.objective;

import io.noisette.corpus.CorpusSequence;
import io.noisette.corpus.SequenceIndex;
import io.noisette.corpus.SequenceOrder;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sequences of a corpus and converts them to training examples of an objective. Data
 * order and examples are a function of seed and epoch. Thread-safe.
 */
public final class ExampleReader {

  private final SequenceIndex sequences;
  private final Objective objective;
  private final ObjectiveContext context;
  private final long seed;

  /**
   * Creates a reader.
   *
   * @param seed random seed of data order and examples
   */
  public ExampleReader(
      SequenceIndex sequences, Objective objective, ObjectiveContext context, long seed) {
    this.sequences = sequences;
    this.objective = objective;
    this.context = context;
    this.seed = seed;
  }

  /** Returns the number of examples per epoch. */
  long getSize() {
    return sequences.getSize();
  }

  HeldOutFigures newFigures(@Nullable UnigramModel unigram) {
    return objective.newFigures(context, unigram);
  }

  Epoch openEpoch(long number) {
    return new Epoch(number);
  }

  /** The examples of an epoch, by their position in its data order. */
  final class Epoch {

    private final long number;
    private final SequenceOrder order;

    private Epoch(long number) {
      this.number = number;
      order = SequenceOrder.of(sequences.getSize(), seed, number);
    }

    /** Returns the number of tokens in the text of an example, special tokens included. */
    int countTokens(long position) {
      return KeyedExample.countTokens(sequences.getTokenCount(order.at(position)));
    }

    KeyedExample read(long position) {
      CorpusSequence sequence = sequences.read(order.at(position));
      TokenizedDocument text =
          TokenizedDocument.of(sequence.ids(), sequence.sentenceStarts(), context.vocabulary());
      NoiseKey key =
          new NoiseKey(
              seed, number, sequence.document(), sequence.firstSentence(), sequence.firstToken());
      return new KeyedExample(objective.toExample(text, key, context), text, key);
    }
  }
}
