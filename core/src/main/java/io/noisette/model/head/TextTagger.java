package io.noisette.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TokenTagger;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.ClassifierHead;
import io.noisette.model.layer.HeadKernels;
import io.noisette.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** A body with a tagging head: dropout and a linear layer on the hidden states of all tokens. */
public final class TextTagger implements TokenTagger {

  private final NDManager manager;
  private final Labels tags;
  private final Parameters parameters;
  private final TextBody body;
  private final HeadKernels kernels;
  private final ClassifierHead head;

  /**
   * Creates a model.
   *
   * @param manager owner of the parameters; closed with the model
   * @param tags in the order of the logits
   * @param parameters those of the body and of the head
   * @param body closed with the model
   */
  public TextTagger(NDManager manager, Labels tags, Parameters parameters, TextBody body) {
    this.manager = manager;
    this.tags = tags;
    this.parameters = parameters;
    this.body = body;
    kernels = new HeadKernels(manager, body.getHeadMasks().getScale());
    head = new ClassifierHead(tags, kernels);
  }

  @Override
  public ModelFamily getFamily() {
    return body.getFamily();
  }

  @Override
  public Labels getTags() {
    return tags;
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  @Override
  public int getWidth() {
    return body.getWidth();
  }

  @Override
  public int getMaxLength() {
    return body.getMaxLength();
  }

  @Override
  public NDArray logits(NDManager scope, SequenceBatch batch) {
    body.start(null);
    return Autograd.paused(() -> scores(body.hidden(scope, batch, TrainingPass.weighted(1))));
  }

  /** Returns the number of tokens that have a tag. */
  @Override
  public long countTargets(SequenceBatch batch, PackedTokens targets) {
    return targets.findCounted().length;
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, PackedTokens targets, TrainingPass pass) {
    requireFit(batch, targets);
    body.start(pass.dropoutSeed());
    return head.forwardBackward(
        pass.weight(),
        () -> body.train(scope, batch, pass),
        this::scores,
        scores -> kernels.tokenLoss(scores, targets));
  }

  @Override
  public void firstLayerBackward(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass) {
    body.start(pass.dropoutSeed());
    body.trainFirstLayer(scope, batch, gradient, pass);
  }

  @Override
  public void write(Path directory) throws IOException {
    body.writeConfig(directory, ModelTask.TOKEN_CLASSIFICATION, tags);
    StoredWeights.write(directory, parameters);
  }

  @Override
  public void close() {
    body.close();
    kernels.close();
    manager.close();
  }

  private NDArray scores(NDArray hidden) {
    return kernels.tokens(hidden, body.getHeadMasks(), kernels.linearOf(HEAD, parameters));
  }

  private void requireFit(SequenceBatch batch, PackedTokens targets) {
    if (!Arrays.equals(batch.tokens().getLengths(), targets.getLengths())) {
      throw new IllegalArgumentException("targets must have one tag per token");
    }
    long most = Arrays.stream(targets.toArray()).max().orElse(0);
    if (most >= tags.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "targets must be indices of tags, below %d, or negative, not %d",
              tags.size(),
              most));
    }
  }
}
