package io.noisette.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceSplitterTest {

  private final SentenceSplitter english = new SentenceSplitter("en");

  @Test
  void everyEndOfASentenceCounts() {
    assertEquals(
        List.of("Is it?", " It is!", " \"Well.\"", " Go on."),
        english.split("Is it? It is! \"Well.\" Go on."));
  }

  @Test
  void abbreviationsEndNoSentence() {
    assertEquals(
        List.of("Mr. Smith met Lt. J. K. Brown in St. Ives.", " They left."),
        english.split("Mr. Smith met Lt. J. K. Brown in St. Ives. They left."));
    assertEquals(List.of("So did I.", " They left."), english.split("So did I. They left."));
  }

  @Test
  void whiteSpaceBelongsToTheSentenceBehindIt() {
    assertEquals(List.of("One.", "  \u00A0Two. "), english.split("One.  \u00A0Two. "));
  }

  @Test
  void theTitleIsASentence() {
    assertEquals(
        List.of("= Ada =", " She counts.", " Well."),
        english.split(new Document("= Ada = She counts. Well.", 7)));
  }

  @Test
  void sentencesWithoutSpacesBetweenThemAreFound() {
    assertEquals(List.of("私は。", "あなたは。"), new SentenceSplitter("ja").split("私は。あなたは。"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "x", "...", "a.b.c", "U.S.A. is. It", "\u2028x. \u2029Y.", "9.\u001C8"})
  void nothingIsLost(String text) {
    assertEquals(text, String.join("", english.split(text)));
  }

  /** BERT's tokenizers divide at punctuation and delete control characters. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wow\u203C\uFE0FNext day.",
        "Hi!\u275DNext day.",
        "Over.\u200BNext day.",
        "It is.\u0085next"
      })
  void aSentenceDoesNotEndWhereBertSeesOneWord(String text) {
    assertEquals(List.of(text), english.split(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fil", "haw", "ckb", "yue", "nds", "tl", "eng", "ger", "deu", "chi", "iw", "mis", "mul",
        "und", "art", "nan", "wuu", "pcm", "kmr", "aaa", "zza", "zyp", "pt-BR", "zh_Hant", "EN"
      })
  void everyLanguageOfIso639MayBeGiven(String language) {
    assertEquals(
        List.of("One.", " Two."), new SentenceSplitter(language).split("One. Two."), language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "xx",
        "zzz",
        "qqq",
        "qaa",
        "e1",
        "english",
        "-",
        "_US",
        "a-b",
        "en-!!!",
        "en--",
        "de_DE.UTF-8",
        "en-\nx"
      })
  void whatIsNoLanguageIsRefused(String language) {
    assertThrows(UsageException.class, () -> new SentenceSplitter(language));
  }

  @Test
  void anUnknownLanguageIsAnError() {
    String message =
        assertThrows(UsageException.class, () -> new SentenceSplitter("english")).getMessage();
    assertEquals("language must be an ISO 639 code such as en, not 'english'", message);
  }
}
