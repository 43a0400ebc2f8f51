package io.noisette.generate;

import ai.djl.ndarray.NDManager;
import io.noisette.model.sandwich.SandwichDecoder;
import io.noisette.model.sandwich.SandwichModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text that a language model writes, of any length: when its window is full, a new one begins
 * with the newest half of the old one.
 */
final class LanguageWriter implements AutoCloseable {

  private static final int[] ONE_TEXT = {0};

  private final NDManager manager;
  private final SandwichModel model;
  private final int window;
  private final List<Integer> ids = new ArrayList<>();
  private SandwichDecoder decoder;

  /**
   * @param start what the text begins with, at least a token
   */
  LanguageWriter(NDManager manager, SandwichModel model, int[] start) {
    this.manager = manager;
    this.model = model;
    window = model.getConfig().maxPositions();
    decoder = model.startDecoding(manager);
    Arrays.stream(start).forEach(ids::add);
  }

  /** Log-probabilities of the next token; the caller may change them. */
  float[] score() {
    if (decoder.getLength() == 0) {
      return decoder.read(last(Math.min(ids.size(), window)));
    }
    if (decoder.getLength() < window) {
      return decoder.step(last(1), ONE_TEXT);
    }
    decoder.close();
    decoder = model.startDecoding(manager);
    return decoder.read(last(Math.max(1, window / 2)));
  }

  void add(int id) {
    ids.add(id);
  }

  int[] getIds() {
    return last(ids.size());
  }

  @Override
  public void close() {
    decoder.close();
  }

  private int[] last(int count) {
    return ids.subList(ids.size() - count, ids.size()).stream().mapToInt(id -> id).toArray();
  }
}
