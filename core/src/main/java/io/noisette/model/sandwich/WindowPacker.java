package io.noisette.model.sandwich;

import io.noisette.corpus.StreamWindow;
import io.noisette.corpus.TokenSource;
import io.noisette.model.PackedTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads windows of a token stream and packs them into batches. */
public final class WindowPacker {

  private static final int NOT_ASKED = -1;

  private final TokenSource stream;
  private final List<int[]> inputs = new ArrayList<>();
  private final List<int[]> targets = new ArrayList<>();
  private int tokens;

  /** Creates a packer that has no windows yet. */
  public WindowPacker(TokenSource stream) {
    this.stream = stream;
  }

  /**
   * Reads a window and adds it to the batch; the loss counts only its last {@code window.scored()}
   * targets.
   */
  public void add(StreamWindow window) {
    int[] ids = stream.read(window.from(), window.length() + 1);
    inputs.add(Arrays.copyOf(ids, window.length()));
    int[] next = Arrays.copyOfRange(ids, 1, ids.length);
    Arrays.fill(next, 0, window.length() - window.scored(), NOT_ASKED);
    targets.add(next);
    tokens += window.length();
  }

  /** Returns the number of tokens in the windows added since the last {@link #build}. */
  public int getTokens() {
    return tokens;
  }

  /** Returns a batch of all windows added since the last call, and starts a new one. */
  public LanguageBatch build() {
    LanguageBatch batch = new LanguageBatch(PackedTokens.of(inputs), PackedTokens.of(targets));
    inputs.clear();
    targets.clear();
    tokens = 0;
    return batch;
  }
}
