package io.noisette.text;

import com.ibm.icu.impl.ValidIdentifiers;
import com.ibm.icu.impl.ValidIdentifiers.Datasubtype;
import com.ibm.icu.impl.ValidIdentifiers.Datatype;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.noisette.failure.UsageException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Splitter of text into sentences: Unicode text segmentation (UAX #29) with ICU4J's rules and
 * CLDR's abbreviations for the language, plus a few English abbreviations. Not thread-safe.
 *
 * <p>Every character is in exactly one sentence. White space between two sentences belongs to the
 * second one, because byte-level tokenizers make it part of the following word. A boundary without
 * white space is kept only between a punctuation mark and a letter or digit. So a boundary never
 * lies inside a token, and sentences can be encoded one by one.
 */
public final class SentenceSplitter {

  private static final Set<Datasubtype> ISO_639 =
      EnumSet.of(Datasubtype.regular, Datasubtype.deprecated, Datasubtype.special);

  /** A language, then a script, region or variants: BCP 47, also with the underscores of ICU. */
  private static final Pattern TAG = Pattern.compile("[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{1,8}){0,8}");

  private final BreakIterator breaks;
  private final boolean english;

  /**
   * Creates a splitter for a language.
   *
   * @param language ISO 639 code, such as {@code en}
   * @throws UsageException if it is not one
   */
  public SentenceSplitter(String language) {
    ULocale locale = new ULocale(language);
    if (locale.getLanguage().length() > 2) {
      locale = ULocale.createCanonical(language); // ger is de, as deu is
    }
    if (!isLanguage(language)) {
      throw new UsageException(
          "language must be an ISO 639 code such as en, not '" + language + "'");
    }
    english = locale.getLanguage().equals("en");
    breaks = BreakIterator.getSentenceInstance(locale.setKeywordValue("ss", "standard"));
  }

  /**
   * Returns true for all codes of ISO 639-1, -2 and -3, also with a script or region behind them.
   * ICU's public list has only languages with data of their own, and Java's only two letters.
   */
  private static boolean isLanguage(String text) {
    String code = text.split("[-_]", 2)[0];
    boolean isCode = TAG.matcher(text).matches();
    String language = ULocale.createCanonical(code).getLanguage();
    return isCode
        && (code.equalsIgnoreCase("und")
            || ValidIdentifiers.isValid(Datatype.language, ISO_639, language) != null);
  }

  /** Returns the sentences of a text in order; their concatenation is the text. */
  public List<String> split(String text) {
    List<String> sentences = new ArrayList<>();
    split(text, 0, sentences);
    return sentences;
  }

  /** Returns the sentences of a document, the first of which is its title, if it has one. */
  public List<String> split(Document document) {
    List<String> sentences = new ArrayList<>();
    int body = document.titleLength();
    if (body > 0) {
      sentences.add(document.text().substring(0, body));
    }
    split(document.text(), body, sentences);
    return sentences;
  }

  private void split(String text, int from, List<String> sentences) {
    String rest = text.substring(from);
    breaks.setText(rest);
    int start = 0;
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      int boundary = end == rest.length() ? end : beforeWhiteSpace(rest, end);
      if (boundary > start && (end == rest.length() || isSentenceEnd(rest, boundary))) {
        sentences.add(rest.substring(start, boundary));
        start = boundary;
      }
    }
  }

  private boolean isSentenceEnd(String text, int boundary) {
    return isBetweenTokens(text, boundary) && !(english && Abbreviations.isBefore(text, boundary));
  }

  private static int beforeWhiteSpace(String text, int boundary) {
    int position = boundary;
    while (position > 0 && WhiteSpace.isWhiteSpace(text.charAt(position - 1))) {
      position--;
    }
    return position;
  }

  /**
   * Returns whether every tokenizer that {@code Tokenizer.hasIndependentSentences} knows divides
   * the text here. BERT's deletes control characters, U+0085 among them, and joins what they part.
   */
  private static boolean isBetweenTokens(String text, int boundary) {
    char next = text.charAt(boundary);
    if (WhiteSpace.isWhiteSpace(next)) {
      return next == '\t' || next == '\n' || next == '\r' || !Character.isISOControl(next);
    }
    int before = text.codePointBefore(boundary);
    return isPunctuation(before) && isLetterOrNumber(text.codePointAt(boundary)) && before != '\'';
  }

  /** Returns whether BERT's tokenizers divide a text at a character that is no white space. */
  private static boolean isPunctuation(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint > ' ' && codePoint < 0x7F && !Character.isLetterOrDigit(codePoint);
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isLetterOrNumber(int codePoint) {
    return Character.isLetter(codePoint)
        || switch (Character.getType(codePoint)) {
          case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
              true;
          default -> false;
        };
  }
}
