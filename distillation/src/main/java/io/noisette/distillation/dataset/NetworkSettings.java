package io.noisette.distillation.dataset;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireNotNegative;

import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings of the networks that learn from a distilled set, and of their initial weights. */
@RecordBuilder
public record NetworkSettings(
    @Setting(
            help =
                "architecture: text-cnn; mean-vector, a linear layer over the mean of the word"
                    + " vectors; or encoder, the BERT or RoBERTa of --words with mean pooling",
            byDefault = "text-cnn")
        NetworkKind network,
    @Setting(
            help = "number of feature maps of each of the convolutions of a text CNN",
            byDefault = "50")
        int maps,
    @Setting(
            help =
                "number of word vectors of a synthetic text, and maximum number of tokens of a real"
                    + " text or pair, special tokens included; longer ones are truncated",
            byDefault = "32")
        int maxLength,
    @Setting(help = "dimension of the word vectors of --words random", byDefault = "100")
        int wordSize,
    @Setting(
            help =
                "initial weights of the networks: one random network, new random ones in every"
                    + " step, or one or several that were trained on real texts first",
            byDefault = "fixed")
        InitKind init,
    @Setting(
            help =
                "number of networks per outer step with --init random; number of networks in all"
                    + " with --init random-pretrained",
            byDefault = "4")
        int networks,
    @Setting(
            help = "number of epochs on real texts for pretrained initial weights",
            byDefault = "2")
        int pretrainingEpochs,
    @Setting(
            help = "learning rate of Adam where a network is trained on real texts",
            byDefault = "1e-3")
        double pretrainingRate,
    @Setting(
            help =
                "data directory of the texts for pretrained initial weights, with the labels of"
                    + " the task (default: that of --data)",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        @Nullable Path pretrainingData)
    implements NetworkSettingsBuilder.With {

  private static final int LEAST_LENGTH = 5; // special tokens and some text

  public NetworkSettings {
    requireAtLeast("maps", maps, 1);
    requireAtLeast("max-length", maxLength, LEAST_LENGTH);
    requireAtLeast("word-size", wordSize, 1);
    SetDescription.requireSize("maps", maps);
    SetDescription.requireSize("max-length", maxLength);
    SetDescription.requireSize("word-size", wordSize);
    requireAtLeast("networks", networks, 1);
    requireAtLeast("pretraining-epochs", pretrainingEpochs, 0);
    requireNotNegative("pretraining-rate", pretrainingRate);
  }

  /** Returns the number of networks of an outer step. */
  int countPerStep() {
    return init.isFixed() ? 1 : networks;
  }
}
