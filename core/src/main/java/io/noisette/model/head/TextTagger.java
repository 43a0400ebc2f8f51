package io.noisette.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import io.noisette.model.ModelTask;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TokenTagger;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.ClassifierHead;
import io.noisette.model.layer.HeadKernels;
import java.util.Arrays;
import java.util.Locale;

/** A body with a tagging head: dropout and a linear layer on the hidden states of all tokens. */
public final class TextTagger extends HeadedBody<PackedTokens> implements TokenTagger {

  private final Labels tags;
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
    super(manager, parameters, body, ModelTask.TOKEN_CLASSIFICATION, tags);
    this.tags = tags;
    kernels = new HeadKernels(manager, body.getHeadMasks().getScale());
    head = new ClassifierHead(tags, kernels);
  }

  @Override
  public Labels getTags() {
    return tags;
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
        hidden -> scores(hidden, batch),
        scores -> kernels.tokenLoss(scores, targets));
  }

  @Override
  NDArray scores(NDArray hidden, SequenceBatch batch) {
    return kernels.tokens(hidden, body.getHeadMasks(), kernels.linearOf(HEAD, parameters));
  }

  @Override
  void closeHead() {
    kernels.close();
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
