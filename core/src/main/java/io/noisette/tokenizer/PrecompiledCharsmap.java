package io.noisette.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParseException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Check of the character map of SentencePiece: in base64, the size of a double-array trie in bytes,
 * the trie as units of 32 bits, and the replacements as UTF-8 with a zero byte behind each.
 */
final class PrecompiledCharsmap {

  private static final int LABELS = 256;

  private final String where;
  private final int[] units;
  private final byte[] replacements;

  private PrecompiledCharsmap(String where, int[] units, byte[] replacements) {
    this.where = where;
    this.units = units;
    this.replacements = replacements;
  }

  /**
   * Checks that no text can lead out of the trie or into the middle of a replacement.
   *
   * @throws JsonParseException if the map is damaged
   */
  static void requireSound(String where, @Nullable String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64 == null ? "" : base64);
    } catch (IllegalArgumentException e) {
      throw damaged(where, "it is not base64");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int size = bytes.length < Integer.BYTES ? -1 : buffer.getInt();
    if (size <= 0 || size % Integer.BYTES != 0 || size > buffer.remaining()) {
      throw damaged(where, "the size of its trie is wrong");
    }
    int[] units = new int[size / Integer.BYTES];
    for (int i = 0; i < units.length; i++) {
      units[i] = buffer.getInt();
    }
    byte[] replacements = new byte[buffer.remaining()];
    buffer.get(replacements);
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(replacements));
    } catch (CharacterCodingException e) {
      throw damaged(where, "its replacements are not UTF-8");
    }
    new PrecompiledCharsmap(where, units, replacements).walk();
  }

  /** Visits every state that a text can lead to. */
  private void walk() {
    BitSet seen = new BitSet();
    Deque<Integer> waiting = new ArrayDeque<>();
    waiting.add(0);
    seen.set(0);
    while (!waiting.isEmpty()) {
      int state = waiting.remove();
      int base = state ^ offset(units[state]);
      for (int label = 0; label < LABELS; label++) {
        int next = base ^ label;
        if (next < 0 || next >= units.length) {
          throw damaged(where, "its trie leads out of itself");
        }
        if (label != 0 && (units[next] & 0x800000ff) == label && !seen.get(next)) {
          seen.set(next);
          waiting.add(next);
        }
      }
      if ((units[state] >>> 8 & 1) == 1) {
        requireReplacement(units[base] & 0x7fffffff);
      }
    }
  }

  private void requireReplacement(int position) {
    if (position >= replacements.length || (replacements[position] & 0xc0) == 0x80) {
      throw damaged(where, "its trie names a replacement that does not exist");
    }
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
  }

  private static JsonParseException damaged(String where, String how) {
    return new JsonParseException(where + ".precompiled_charsmap is damaged: " + how);
  }
}
