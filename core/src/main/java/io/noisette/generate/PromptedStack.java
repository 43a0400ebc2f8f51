package io.noisette.generate;

import ai.djl.ndarray.NDManager;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.Candidates;
import io.noisette.model.bart.SingleStackModel;
import io.noisette.model.bart.TargetDecoder;
import java.util.List;

/**
 * A language model of {@code bart-pretrain}: a text is {@code <s> text </s>}.
 *
 * @param model a decoder alone, closed with this one
 */
record PromptedStack(SingleStackModel model) implements PromptedModel {

  private static final int[] ONE_TEXT = {0};

  @Override
  public int getWindow() {
    return config().maxPositionEmbeddings();
  }

  @Override
  public int getFirstToken() {
    return config().special().bos();
  }

  @Override
  public boolean isEnd(int id) {
    return id == config().special().eos();
  }

  @Override
  public Reading start(NDManager manager) {
    TargetDecoder decoder = model.startDecoding(manager, 1);
    return new Reading() {
      @Override
      public float[] read(int[] ids) {
        decoder.add(List.of(ids));
        return step(ids[ids.length - 1]);
      }

      @Override
      public float[] step(int id) {
        int vocabulary = config().vocabSize();
        Candidates next = decoder.step(new int[] {id}, ONE_TEXT, new long[0], vocabulary);
        float[] scores = new float[vocabulary];
        for (int rank = 0; rank < vocabulary; rank++) {
          scores[next.getToken(0, rank)] = next.getLogProbability(0, rank);
        }
        return scores;
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

  private BartConfig config() {
    return model.getConfig().bart();
  }
}
