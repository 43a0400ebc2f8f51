package io.noisette.model.sandwich;

import io.noisette.corpus.StreamWindows;
import io.noisette.corpus.TokenSource;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * All windows of a token stream in order, as packed batches that are built one at a time, so that
 * memory does not grow with the stream.
 *
 * @param mostTokens maximum number of tokens per batch; a longer window forms a batch of its own
 */
public record WindowBatches(TokenSource stream, StreamWindows windows, int mostTokens)
    implements Iterable<LanguageBatch> {

  @Override
  public Iterator<LanguageBatch> iterator() {
    return new Iterator<>() {
      private final WindowPacker packer = new WindowPacker(stream);
      private long next;

      @Override
      public boolean hasNext() {
        return next < windows.getCount();
      }

      @Override
      public LanguageBatch next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        do {
          packer.add(windows.get(next++));
        } while (hasNext() && packer.getTokens() + windows.get(next).length() <= mostTokens);
        return packer.build();
      }
    };
  }
}
