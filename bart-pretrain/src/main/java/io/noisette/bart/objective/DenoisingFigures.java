package io.noisette.bart.objective;

import io.noisette.model.TokenLosses;
import io.noisette.noising.Noise;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Losses and accuracies of denoising, separately for corrupted and copied tokens.
 *
 * <p>For a small model everything depends on whether it learns to copy; its knowledge of language
 * shows in the corrupted tokens.
 */
final class DenoisingFigures implements HeldOutFigures {

  private final Noise noise;
  private final @Nullable UnigramModel unigram;
  private final SequenceLosses all = new SequenceLosses();
  private final TokenTally hidden = new TokenTally();
  private final TokenTally copied = new TokenTally();
  private double hiddenUnigramNats;

  DenoisingFigures(Noise noise, @Nullable UnigramModel unigram) {
    this.noise = noise;
    this.unigram = unigram;
  }

  @Override
  public void add(KeyedExample sequence, TokenLosses losses, int first) {
    all.add(sequence.example().labels(), losses, first);
    BitSet survivors = noise.findSurvivors(sequence.text(), sequence.key());
    int text = first + 1; // after the target's bos
    for (int i = 0; survivors != null && i < sequence.text().getLength(); i++) {
      if (survivors.get(i)) {
        copied.add(losses, text + i);
      } else {
        hidden.add(losses, text + i);
        hiddenUnigramNats += unigram == null ? 0 : unigram.nats(sequence.text().getId(i));
      }
    }
  }

  @Override
  public SequenceLosses getLosses() {
    return all;
  }

  @Override
  public Map<String, Long> getCounts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("tokens", all.getTokens());
    counts.put("hidden_tokens", hidden.getTokens());
    counts.put("copied_tokens", copied.getTokens());
    return counts;
  }

  @Override
  public Map<String, Double> toMap(String prefix) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(prefix + "loss", all.getLoss());
    figures.put(prefix + "perplexity", Math.exp(all.getLoss()));
    if (hidden.getTokens() > 0) {
      figures.put(prefix + "hidden_loss", hidden.getLoss());
      figures.put(prefix + "hidden_accuracy", hidden.getAccuracy());
    }
    if (copied.getTokens() > 0) {
      figures.put(prefix + "copy_accuracy", copied.getAccuracy());
    }
    if (hidden.getTokens() > 0 && unigram != null) {
      figures.put(prefix + "hidden_unigram_loss", hiddenUnigramNats / hidden.getTokens());
    }
    return figures;
  }
}
