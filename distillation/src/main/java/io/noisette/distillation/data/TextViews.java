package io.noisette.distillation.data;

import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.evaluation.task.TaskExample;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.failure.UsageException;
import io.noisette.noising.NoiseCompiler;
import io.noisette.tokenizer.EncodedText;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Views of the texts without labels, as tokens of the model that labels them: the identity view
 * first, then each view with noise. A view of which a noise leaves nothing has the text as it is,
 * and is marked, so that it takes no part in the mean.
 *
 * @param views the identity view, and those with noise
 * @param examples texts of each view
 * @param emptied of each view the texts of which nothing was left
 */
record TextViews(List<View> views, List<EncodedExamples> examples, List<BitSet> emptied) {

  /** Above this share of texts without a token left, a view says nothing. */
  private static final double MOST_EMPTY = 0.1;

  TextViews {
    views = List.copyOf(views);
    examples = List.copyOf(examples);
    emptied = List.copyOf(emptied);
  }

  /** Returns the identity view and the other ones, each once. */
  static List<View> withIdentity(List<View> views) {
    List<View> all = new ArrayList<>(List.of(View.IDENTITY));
    views.stream().filter(view -> !view.isIdentity()).forEach(all::add);
    return all;
  }

  /**
   * Makes the views.
   *
   * @param views those of {@code --views}
   * @param texts without labels
   * @throws UsageException for an unknown noise, or one that leaves nothing of too many texts
   */
  static TextViews of(
      List<View> views,
      NoiseCompiler compiler,
      long seed,
      TaskExamples texts,
      Tokenizer tokenizer,
      PairEncoder encoder) {
    List<View> all = withIdentity(views);
    List<TaskExample> examples = texts.examples();
    NoisedTexts noised = new NoisedTexts(tokenizer, encoder, all, compiler, examples);
    List<EncodedExamples> encoded = new ArrayList<>(List.of(EncodedExamples.of(texts, encoder)));
    List<BitSet> emptied = new ArrayList<>(List.of(new BitSet()));
    for (int view = 1; view < all.size(); view++) {
      List<EncodedText> own = new ArrayList<>();
      BitSet empty = new BitSet();
      for (int text = 0; text < examples.size(); text++) {
        EncodedText corrupted = noised.corrupt(view, seed, 0, text);
        empty.set(text, corrupted == null);
        own.add(corrupted == null ? noised.encode(text) : corrupted);
      }
      requireTexts(all.get(view), empty.cardinality(), examples.size());
      encoded.add(EncodedExamples.of(texts, own));
      emptied.add(empty);
    }
    return new TextViews(all, encoded, emptied);
  }

  private static void requireTexts(View view, int empty, int texts) {
    if (empty > MOST_EMPTY * texts) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--views: %s leaves no token of %,d of the %,d unlabelled texts; give a noise that"
                  + " leaves something of at least %.0f %% of them",
              view,
              empty,
              texts,
              100 * (1 - MOST_EMPTY)));
    }
  }
}
