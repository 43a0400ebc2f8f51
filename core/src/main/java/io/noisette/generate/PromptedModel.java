package io.noisette.generate;

import ai.djl.ndarray.NDManager;

/** A language model that continues texts. */
interface PromptedModel extends AutoCloseable {

  /** Returns the maximum number of tokens that the model reads. */
  int getWindow();

  /** Returns the id of the token that every text begins with. */
  int getFirstToken();

  /** Returns whether no token may follow the given one, because it ends the text. */
  boolean isEnd(int id);

  /** Starts to read a text. */
  Reading start(NDManager manager);

  @Override
  void close();

  /** A text that is read token by token, with cached keys and values. */
  interface Reading extends AutoCloseable {

    /** Reads the beginning of the text, once; returns the log-probabilities of the next token. */
    float[] read(int[] ids);

    /** Reads one more token; returns the log-probabilities of the next one. */
    float[] step(int id);

    @Override
    void close();
  }
}
