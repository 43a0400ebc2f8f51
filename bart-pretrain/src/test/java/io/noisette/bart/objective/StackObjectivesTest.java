package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.bart.model.StackExample;
import io.noisette.model.AttentionMask;
import io.noisette.model.bart.StackSequence;
import io.noisette.noising.NoiseKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a single stack reads and predicts of a text. */
class StackObjectivesTest {

  private static final int MASK = SmallTexts.MASK;
  private static final NoiseKey KEY = SmallTexts.key(0, 5);

  @Test
  void aLanguageModelPredictsTheNextToken() {
    StackSequence sequence = sequence(new LanguageModel(), 3);
    assertArrayEquals(new int[] {0, 10, 11, 12}, sequence.ids());
    assertArrayEquals(new int[] {10, 11, 12, 2}, sequence.labels());
    assertSame(AttentionMask.CAUSAL, sequence.mask());
  }

  @Test
  void aMaskedLanguageModelPredictsWhatIsMasked() {
    StackSequence sequence = sequence(new MaskedLm(), 20);
    int[] text = SmallTexts.context(null).addSpecials(SmallTexts.text(20).toIds());
    int masked = 0;
    for (int i = 0; i < text.length; i++) {
      boolean isMasked = sequence.ids()[i] == MASK;
      assertEquals(isMasked ? text[i] : -100, sequence.labels()[i]);
      assertEquals(isMasked ? MASK : text[i], sequence.ids()[i]);
      masked += isMasked ? 1 : 0;
    }
    assertEquals(3, masked);
    assertSame(AttentionMask.FULL, sequence.mask());
  }

  @Test
  void aPermutedLanguageModelReadsTheTextAndAsksBehindIt() {
    StackSequence sequence = sequence(new PermutedLm(), 13);
    int[] text = SmallTexts.context(null).addSpecials(SmallTexts.text(13).toIds());
    assertArrayEquals(text, Arrays.copyOf(sequence.ids(), 15));
    assertEquals(18, sequence.ids().length);
    int[] order = PermutedLm.drawOrder(KEY, 13);
    for (int query = 15; query < 18; query++) {
      assertEquals(MASK, sequence.ids()[query]);
      int place = sequence.positions()[query];
      assertEquals(text[place], sequence.labels()[query]);
      for (int key = 0; key < 18; key++) {
        boolean expected = key < 15 && order[key] < order[place];
        assertEquals(expected, sequence.mask().sees(query, key), query + " " + key);
      }
    }
    assertFalse(sequence.mask().sees(0, 16), "nobody sees a query");
  }

  @Test
  void examplesAreNewInEachEpochAndTheSameForAKey() {
    for (Objective objective :
        new Objective[] {new MaskedLm(), new MultitaskMaskedLm(), new PermutedLm()}) {
      int[] first = sequence(objective, 62).labels();
      assertArrayEquals(first, sequence(objective, 62).labels());
      int[] second =
          ((StackExample)
                  objective.toExample(
                      SmallTexts.text(62), SmallTexts.key(1, 5), SmallTexts.context(null)))
              .labels();
      assertFalse(Arrays.equals(first, second));
    }
    assertTrue(sequence(new MultitaskMaskedLm(), 62).mask().sees(3, 3));
  }

  private static StackSequence sequence(Objective objective, int tokens) {
    return ((StackExample)
            objective.toExample(SmallTexts.text(tokens), KEY, SmallTexts.context(null)))
        .sequence();
  }
}
