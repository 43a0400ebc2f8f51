package io.noisette.tokenizer;

import java.util.Arrays;

/**
 * Encoder of texts and pairs of texts with special tokens, truncated to a maximum length: BERT's
 * {@code [CLS] A [SEP] B [SEP]} with token type ids, or RoBERTa's and BART's {@code <s> A </s></s>
 * B </s>} or another {@link PairFormat}.
 */
public final class PairEncoder {

  private final Tokenizer tokenizer;
  private final int first;
  private final int last;
  private final boolean bert;
  private final int separators;
  private final int maxLength;

  /**
   * Creates an encoder with the pair format of Hugging Face transformers.
   *
   * @param maxLength maximum number of tokens of a text or pair, special tokens included, at least
   *     5; longer texts are cut at the end, the longer one of a pair first
   */
  public PairEncoder(Tokenizer tokenizer, int maxLength) {
    this(tokenizer, maxLength, PairFormat.TRANSFORMERS);
  }

  /** Creates an encoder with a given pair format, which is ignored for BERT's tokenizers. */
  public PairEncoder(Tokenizer tokenizer, int maxLength, PairFormat format) {
    if (maxLength < 5) {
      throw new IllegalArgumentException("maxLength must be at least 5, not " + maxLength);
    }
    this.tokenizer = tokenizer;
    this.maxLength = maxLength;
    first = tokenizer.getBosId();
    last = tokenizer.getEosId();
    bert = tokenizer.getToken(first).equals("[CLS]");
    separators = bert ? 1 : format.getSeparators();
  }

  /** Encodes a single text. */
  public EncodedText encode(String text) {
    return encodeIds(tokenizer.encode(text));
  }

  /** Encodes the token ids of a single text. */
  public EncodedText encodeIds(int[] ids) {
    int[] kept = Arrays.copyOf(ids, Math.min(ids.length, maxLength - 2));
    int[] all = new int[kept.length + 2];
    all[0] = first;
    System.arraycopy(kept, 0, all, 1, kept.length);
    all[all.length - 1] = last;
    return new EncodedText(all, new int[all.length], ids.length - kept.length);
  }

  /** Encodes a pair of texts. */
  public EncodedText encode(String text, String second) {
    return encodeIds(tokenizer.encode(text), tokenizer.encode(second));
  }

  /** Encodes the token ids of a pair of texts. */
  public EncodedText encodeIds(int[] a, int[] b) {
    int room = maxLength - 2 - separators;
    int shorter = Math.min(a.length, b.length);
    int longer = Math.max(a.length, b.length);
    if (shorter + longer > room) {
      // The longer text is truncated first, until both have the same length.
      longer = Math.max(Math.min(shorter, room), room - shorter);
      if (shorter + longer > room) {
        shorter = room / 2;
        longer = room - shorter;
      }
    }
    boolean swapped = a.length > b.length;
    int[] keptA = Arrays.copyOf(a, swapped ? longer : shorter);
    int[] keptB = Arrays.copyOf(b, swapped ? shorter : longer);
    return join(keptA, keptB, a.length + b.length - keptA.length - keptB.length);
  }

  /** Returns the number of special tokens of a pair. */
  public int countPairSpecials() {
    return 2 + separators;
  }

  /** Returns the place of the first token of the second text, behind a text of so many tokens. */
  public int getSecondStart(int firstLength) {
    return 1 + firstLength + separators;
  }

  /** Joins the token ids of two texts, which are not truncated, with special tokens. */
  public EncodedText join(int[] a, int[] b) {
    return join(a, b, 0);
  }

  private EncodedText join(int[] a, int[] b, int cut) {
    int startB = getSecondStart(a.length);
    int[] ids = new int[startB + b.length + 1];
    Arrays.fill(ids, last);
    ids[0] = first;
    System.arraycopy(a, 0, ids, 1, a.length);
    System.arraycopy(b, 0, ids, startB, b.length);
    int[] types = new int[ids.length];
    if (bert) {
      Arrays.fill(types, startB, types.length, 1);
    }
    return new EncodedText(ids, types, cut);
  }
}
