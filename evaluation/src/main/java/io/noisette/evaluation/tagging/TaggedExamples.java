package io.noisette.evaluation.tagging;

import io.noisette.evaluation.TokenBatches;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.tokenizer.EncodedText;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.PlacedTokens;
import io.noisette.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tokenized texts of one data file. The words of a text are joined by single spaces; the first
 * token of a word stands for the word, and the other tokens have no tag, as in transformers'
 * script.
 */
public final class TaggedExamples {

  private final TaggedTexts file;
  private final List<EncodedText> encoded;
  private final List<int[]> firsts; // of the words of each text: place of the first token, or -1

  private TaggedExamples(TaggedTexts file, List<EncodedText> encoded, List<int[]> firsts) {
    this.file = file;
    this.encoded = encoded;
    this.firsts = firsts;
  }

  /**
   * Tokenizes the texts of a file.
   *
   * @param maxLength maximum number of tokens per text, special tokens included; the rest of longer
   *     ones is cut off
   * @param notices receives one line about texts that are cut
   */
  public static TaggedExamples of(
      TaggedTexts file, Tokenizer tokenizer, int maxLength, Consumer<String> notices) {
    PairEncoder encoder = new PairEncoder(tokenizer, maxLength);
    List<EncodedText> encoded = new ArrayList<>();
    List<int[]> firsts = new ArrayList<>();
    long cut = 0;
    long lost = 0;
    for (TaggedText text : file.texts()) {
      PlacedTokens tokens = tokenizer.encodeWithPlaces(String.join(" ", text.words()));
      EncodedText ids = encoder.encodeIds(tokens.getIds(0, tokens.getSize()));
      int[] all = firstsOf(text.words(), tokens);
      int end = ids.getLength() - 1; // before the last special token
      if (tokens.getSize() >= end) {
        cut++;
        lost += Arrays.stream(all).filter(place -> place >= end).count();
      }
      encoded.add(ids);
      firsts.add(Arrays.stream(all).map(place -> place < end ? place : -1).toArray());
    }
    if (cut > 0) {
      notices.accept(
          String.format(
              Locale.ROOT,
              "%s: %,d of %,d texts have more than %d tokens and are cut: %,d words are not read",
              file.path(),
              cut,
              encoded.size(),
              maxLength,
              lost));
    }
    return new TaggedExamples(file, encoded, firsts);
  }

  /** Returns the place among the ids, special tokens included, of the first token of each word. */
  private static int[] firstsOf(List<String> words, PlacedTokens tokens) {
    int[] firsts = new int[words.size()];
    int start = 0; // of the word in the text, in code points
    int token = 0;
    for (int i = 0; i < firsts.length; i++) {
      String word = words.get(i);
      int end = start + word.codePointCount(0, word.length());
      while (token < tokens.getSize() && tokens.getEnd(token) <= start) {
        token++;
      }
      boolean hasToken = token < tokens.getSize() && tokens.getStart(token) < end;
      firsts[i] = hasToken ? 1 + token : -1; // behind the first special token
      token += hasToken ? 1 : 0; // a token stands for one word only
      start = end + 1;
    }
    return firsts;
  }

  /** Returns the number of texts. */
  public int getSize() {
    return encoded.size();
  }

  /** Returns the file that was tokenized. */
  public TaggedTexts getFile() {
    return file;
  }

  /** Returns the number of tokens of a text, special tokens included. */
  public int getLength(int text) {
    return encoded.get(text).getLength();
  }

  /** Packs selected texts into a batch, without padding. */
  public SequenceBatch toBatch(int[] chosen) {
    List<EncodedText> texts = Arrays.stream(chosen).mapToObj(encoded::get).toList();
    return new SequenceBatch(
        PackedTokens.of(texts.stream().map(EncodedText::getIds).toList()),
        PackedTokens.of(texts.stream().map(EncodedText::getTypes).toList()));
  }

  /** Returns the tag of each token of selected texts; -1 for tokens without one. */
  public PackedTokens getTargets(int[] chosen) {
    return PackedTokens.of(Arrays.stream(chosen).mapToObj(this::targetsOf).toList());
  }

  /** Returns a line on the number of texts and words. */
  public String getDescription() {
    return String.format(Locale.ROOT, "%,d texts of %,d words", getSize(), file.countWords());
  }

  /** Divides all texts into batches of at most so many tokens, longest texts first. */
  List<int[]> toBatches(int mostTokens) {
    return TokenBatches.longestFirst(getSize(), mostTokens, this::getLength);
  }

  /** Returns the place of the first token of each word of a text; -1 for words without one. */
  int[] getFirsts(int text) {
    return firsts.get(text).clone();
  }

  private int[] targetsOf(int text) {
    int[] targets = new int[getLength(text)];
    Arrays.fill(targets, -1);
    List<Integer> tags = file.texts().get(text).tags();
    int[] places = firsts.get(text);
    for (int word = 0; word < places.length; word++) {
      if (places[word] >= 0) {
        targets[places[word]] = tags.get(word);
      }
    }
    return targets;
  }
}
