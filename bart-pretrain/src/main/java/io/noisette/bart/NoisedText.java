package io.noisette.bart;

import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.report.HtmlWriter;
import io.noisette.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Coloured view of a sequence before and after noise: removed, masked and inserted tokens, and the
 * number of each sentence.
 */
final class NoisedText {

  /** Ways to show a token. */
  private enum Fate {
    KEPT,
    GONE,
    MASK,
    NEW
  }

  /** A token with its way to be shown; the sentence is -1 if it belongs to none. */
  private record Piece(int id, Fate fate, int sentence) {

    boolean continues(Piece before) {
      return fate == before.fate
          && fate != Fate.MASK
          && (sentence == before.sentence || fate == Fate.NEW);
    }
  }

  private final HtmlWriter html;
  private final Tokenizer tokenizer;
  private final int maskId;

  NoisedText(HtmlWriter html, Tokenizer tokenizer, int maskId) {
    this.html = html;
    this.tokenizer = tokenizer;
    this.maskId = maskId;
  }

  /**
   * Writes the sequence before and after noise as two paragraphs.
   *
   * @param origins for each token after noise its position before, from {@link
   *     io.noisette.noising.Noise#trace}; if null, only masks are marked
   */
  void write(TokenizedDocument before, TokenizedDocument after, int @Nullable [] origins) {
    html.open("div", "class", "example");
    write("before", piecesBefore(before, origins), before.getSentenceCount());
    write("after", piecesAfter(before, after, origins), before.getSentenceCount());
    html.close();
  }

  private static Piece[] piecesBefore(TokenizedDocument before, int @Nullable [] origins) {
    boolean[] kept = new boolean[before.getLength()];
    Arrays.fill(kept, origins == null);
    if (origins != null) {
      IntStream.of(origins).filter(origin -> origin >= 0).forEach(origin -> kept[origin] = true);
    }
    return IntStream.range(0, before.getLength())
        .mapToObj(
            i -> new Piece(before.getId(i), kept[i] ? Fate.KEPT : Fate.GONE, sentenceOf(before, i)))
        .toArray(Piece[]::new);
  }

  private Piece[] piecesAfter(
      TokenizedDocument before, TokenizedDocument after, int @Nullable [] origins) {
    return IntStream.range(0, after.getLength())
        .mapToObj(
            i -> {
              int id = after.getId(i);
              int origin = origins == null ? -1 : origins[i];
              if (id == maskId) {
                return new Piece(id, Fate.MASK, -1);
              }
              return origin < 0
                  ? new Piece(id, origins == null ? Fate.KEPT : Fate.NEW, -1)
                  : new Piece(id, Fate.KEPT, sentenceOf(before, origin));
            })
        .toArray(Piece[]::new);
  }

  private static int sentenceOf(TokenizedDocument document, int position) {
    int sentence = 0;
    while (document.getSentenceEnd(sentence) <= position) {
      sentence++;
    }
    return sentence;
  }

  private void write(String label, Piece[] pieces, int sentences) {
    html.open("p").element("span", label, "class", "label");
    int shown = -1;
    for (int from = 0; from < pieces.length; ) {
      int to = from + 1;
      while (to < pieces.length && pieces[to].continues(pieces[from])) {
        to++;
      }
      Piece first = pieces[from];
      if (sentences > 1 && first.sentence() >= 0 && first.sentence() != shown) {
        shown = first.sentence();
        html.text(" ").element("span", String.valueOf(shown + 1), "class", "sentence");
      }
      write(first.fate(), Arrays.copyOfRange(pieces, from, to));
      from = to;
    }
    html.close();
  }

  private void write(Fate fate, Piece[] run) {
    String text = tokenizer.decode(Arrays.stream(run).mapToInt(Piece::id).toArray());
    switch (fate) {
      case KEPT -> html.text(text);
      case GONE -> writeInner("del", text);
      case MASK -> html.text(" ").element("mark", "mask").text(" ");
      case NEW -> writeInner("ins", text);
    }
  }

  /**
   * Writes text in a tag, with the spaces at its ends outside, where they are not struck through.
   */
  private void writeInner(String tag, String text) {
    String inner = text.strip();
    int start = text.indexOf(inner);
    html.text(text.substring(0, start)).element(tag, inner);
    html.text(text.substring(start + inner.length()));
  }
}
