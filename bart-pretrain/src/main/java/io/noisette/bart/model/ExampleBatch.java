package io.noisette.bart.model;

import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.StackBatch;
import java.util.List;

/** A packed micro-batch of examples of one objective. */
public sealed interface ExampleBatch {

  /**
   * Splits this batch between sequences into non-empty parts with about equally many tokens.
   *
   * @param parts maximum number of parts; there are never more parts than sequences
   */
  List<ExampleBatch> split(int parts);

  /**
   * A batch for an encoder-decoder.
   *
   * @param packed the examples
   */
  record OfSeq2Seq(Seq2SeqBatch packed) implements ExampleBatch {
    @Override
    public List<ExampleBatch> split(int parts) {
      return packed.split(parts).stream().<ExampleBatch>map(OfSeq2Seq::new).toList();
    }
  }

  /**
   * A batch for a single stack.
   *
   * @param packed the examples
   */
  record OfStack(StackBatch packed) implements ExampleBatch {
    @Override
    public List<ExampleBatch> split(int parts) {
      return packed.split(parts).stream().<ExampleBatch>map(OfStack::new).toList();
    }
  }

  /** Packs examples of one objective. */
  static ExampleBatch pack(List<Example> examples) {
    if (examples.get(0) instanceof StackExample) {
      return new OfStack(
          StackBatch.of(
              examples.stream().map(example -> ((StackExample) example).sequence()).toList()));
    }
    return new OfSeq2Seq(
        Seq2SeqExample.pack(examples.stream().map(Seq2SeqExample.class::cast).toList()));
  }
}
