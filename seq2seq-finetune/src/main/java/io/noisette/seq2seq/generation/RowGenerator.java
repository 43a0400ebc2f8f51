package io.noisette.seq2seq.generation;

import io.noisette.corpus.SequenceOrder;
import io.noisette.generate.search.BartGenerator;
import io.noisette.generate.search.GenerationSettings;
import io.noisette.generate.search.Hypothesis;
import io.noisette.generate.target.TargetDetokenizer;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.seq2seq.data.EncodedPairs;
import io.noisette.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Generates a text for each of some rows, one after the other in constant memory. */
public final class RowGenerator {

  private final BartGenerator generator;
  private final GenerationSettings settings;
  private final TargetDetokenizer decoder;

  public RowGenerator(
      BartGenerator generator,
      GenerationSettings settings,
      Tokenizer tokenizer,
      BartSpecialTokens special) {
    this.generator = generator;
    this.settings = settings;
    decoder = new TargetDetokenizer(tokenizer, special);
  }

  /**
   * Draws rows without replacement, the same each time; in the order of the data.
   *
   * @param most number of rows to draw; 0: all
   */
  public static int[] sample(int rows, int most) {
    if (most == 0 || most >= rows) {
      return IntStream.range(0, rows).toArray();
    }
    SequenceOrder order = SequenceOrder.of(rows, 0, 0);
    return IntStream.range(0, most).map(i -> (int) order.at(i)).sorted().toArray();
  }

  /**
   * Generates the texts of rows.
   *
   * @param onFinished called with the number of rows finished so far
   * @param texts receives the texts in the order of the rows
   */
  public void generate(
      EncodedPairs pairs,
      int[] rows,
      IntConsumer onFinished,
      BooleanSupplier stop,
      Consumer<GeneratedText> texts) {
    int[] next = new int[1];
    generator.generate(
        Arrays.stream(rows).mapToObj(pairs::readSource).iterator(),
        settings,
        onFinished,
        found -> texts.accept(toText(rows[next[0]++], found.get(0))),
        stop);
  }

  private GeneratedText toText(int row, Hypothesis target) {
    return new GeneratedText(
        row, decode(target.getTokens()), target.getScore(), target.isComplete());
  }

  /** Returns the text of ids, as {@code generate} prints it. */
  public String decode(int[] ids) {
    return decoder.decode(ids);
  }
}
