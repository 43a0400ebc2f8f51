package io.noisette.generate.target;

import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.tokenizer.Tokenizer;
import java.util.Arrays;

/**
 * Decoder of generated token ids.
 *
 * @param tokenizer of the targets
 * @param special special tokens of the model
 */
public record TargetDetokenizer(Tokenizer tokenizer, BartSpecialTokens special) {

  /**
   * Returns the text of ids, without white space at its ends. Start, end and padding tokens are
   * left out, whatever the text itself spells, as are ids beyond the tokenizer's vocabulary, which
   * an untrained model may generate.
   */
  public String decode(int[] ids) {
    int[] known =
        Arrays.stream(ids)
            .filter(id -> id != special.bos() && id != special.eos() && id != special.pad())
            .filter(id -> id != special.decoderStart() && id < tokenizer.getSize())
            .toArray();
    return tokenizer.decode(known).strip();
  }
}
