package io.noisette.model.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TokenLosses;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import java.util.ArrayList;
import java.util.List;

/**
 * A single stack that reads source and target as one text, {@code <s> source </s> target </s>}, and
 * predicts the target.
 *
 * @param model closed with this one
 */
public record ConditionalStack(SingleStackModel model) implements ConditionalModel {

  @Override
  public BartConfig getConfig() {
    return model.getConfig().bart();
  }

  @Override
  public Parameters getParameters() {
    return model.getParameters();
  }

  @Override
  public TrainingLoss forwardBackward(
      NDManager scope, Seq2SeqBatch batch, TrainingPass pass, LabelSmoothing smoothing) {
    return model.forwardBackward(scope, joined(batch), pass, smoothing);
  }

  @Override
  public TokenLosses evaluate(NDManager scope, Seq2SeqBatch batch) {
    StackBatch joined = joined(batch);
    TokenLosses all = model.evaluate(scope, joined);
    long[] predicted = joined.labels().findCounted(); // the targets, in order
    float[] nats = new float[predicted.length];
    float[] hits = new float[predicted.length];
    for (int i = 0; i < predicted.length; i++) {
      nats[i] = all.nats()[(int) predicted[i]];
      hits[i] = all.hits()[(int) predicted[i]];
    }
    return new TokenLosses(nats, hits);
  }

  @Override
  public void keepForGeneration() {
    model.keepForGeneration();
  }

  @Override
  public TargetDecoder startDecoding(NDManager scope, int beams) {
    return model.startDecoding(scope, beams);
  }

  @Override
  public ConditionalModel replicate() {
    return new ConditionalStack(model.replicate());
  }

  @Override
  public void close() {
    model.close();
  }

  private StackBatch joined(Seq2SeqBatch batch) {
    List<int[]> sources = batch.source().toSequences();
    List<int[]> targets = batch.labels().toSequences();
    List<StackSequence> sequences = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      sequences.add(model.getConfig().toSequence(sources.get(i), targets.get(i)));
    }
    return StackBatch.of(sequences);
  }
}
