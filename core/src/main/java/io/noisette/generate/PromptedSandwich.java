package io.noisette.generate;

import ai.djl.ndarray.NDManager;
import io.noisette.model.sandwich.SandwichDecoder;
import io.noisette.model.sandwich.SandwichModel;

/**
 * A model of {@code sandwich-lm}: a text begins with {@code </s>}, and another may follow it.
 *
 * @param model closed with this one
 * @param eos id of {@code </s>}
 */
record PromptedSandwich(SandwichModel model, int eos) implements PromptedModel {

  private static final int[] ONE_TEXT = {0};

  @Override
  public int getWindow() {
    return model.getConfig().maxPositions();
  }

  @Override
  public int getFirstToken() {
    return eos;
  }

  @Override
  public boolean isEnd(int id) {
    return false;
  }

  @Override
  public Reading start(NDManager manager) {
    SandwichDecoder decoder = model.startDecoding(manager);
    return new Reading() {
      @Override
      public float[] read(int[] ids) {
        return decoder.read(ids);
      }

      @Override
      public float[] step(int id) {
        return decoder.step(new int[] {id}, ONE_TEXT);
      }

      @Override
      public void close() {
        decoder.close();
      }
    };
  }

  @Override
  public void close() {
    model.close();
  }
}
