package io.noisette.distillation.dataset;

import io.noisette.command.Console;
import io.noisette.digest.Sha256;
import io.noisette.distillation.dataset.real.LabelledTexts;
import io.noisette.distillation.dataset.real.SetTexts;
import io.noisette.distillation.transfer.TaskSettings;
import io.noisette.settings.HomeDirectory;
import io.noisette.tokenizer.PairEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Open data of a distillation: word vectors, real texts to learn from and to validate on.
 *
 * @param description what the set is
 * @param words word vectors as the networks see them; closed with this
 * @param train texts to learn from, with their own labels
 * @param validation held-out texts, with their own labels
 * @param attack class to be mistaken, and the one it is to be taken for; null without an attack
 * @param pretraining texts for pretrained initial weights
 * @param digests SHA-256 of files and word vectors, by name
 * @param summary line about the texts
 */
record SetData(
    SetDescription description,
    WordTable words,
    LabelledTexts train,
    LabelledTexts validation,
    @Nullable Attack attack,
    LabelledTexts pretraining,
    Map<String, String> digests,
    String summary)
    implements AutoCloseable {

  /**
   * Classes of an attack.
   *
   * @param from class to be mistaken
   * @param to class that it is to be taken for
   */
  record Attack(int from, int to) {}

  SetData {
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }

  /** Reads all files of a distillation, and checks them against the settings. */
  static SetData open(DistillDatasetConfig config, Console console) throws IOException {
    SetTexts texts = SetTexts.read(config.source(), console::warn);
    String given = config.attack();
    int[] classes = given == null ? null : texts.parseAttack(given);
    if (given != null && !config.networks().init().isPretrained()) {
      console.warn(
          "--attack with --init fixed or random: networks that have not been trained on real texts"
              + " know nothing that an attack could change; --init fixed-pretrained or"
              + " random-pretrained trains them first");
    }
    WordTable words = openWords(config, texts);
    try {
      NetworkSettings networks = config.networks();
      SetDescription description = describe(config, texts, words);
      description.requireArrays();
      PairEncoder encoder = new PairEncoder(words.getTokenizer(), networks.maxLength());
      SetTexts.Parts parts =
          texts.divide(encoder, config.outer().seed(), config.outer().validationTexts());
      Path other = networks.pretrainingData();
      Map<String, String> digests = new LinkedHashMap<>(texts.digests());
      digests.put("words", description.wordsDigest());
      LabelledTexts pretraining = parts.train();
      if (networks.init().isPretrained() && other == null) {
        digests.put("pretraining", digestOfParts(texts, parts));
      }
      if (networks.init().isPretrained() && other != null) {
        TaskSettings otherSource = new TaskSettings(config.source().task(), other);
        SetTexts others = SetTexts.read(otherSource, console::warn);
        digests.put("pretraining", others.digests().getOrDefault("train", ""));
        pretraining = LabelledTexts.of(others.examples(), encoder);
      }
      Attack attack = classes == null ? null : new Attack(classes[0], classes[1]);
      return new SetData(
          description,
          words,
          parts.train(),
          parts.validation(),
          attack,
          pretraining,
          digests,
          texts.describe());
    } catch (IOException | RuntimeException e) {
      words.close();
      throw e;
    }
  }

  /** Tells the training texts without held-out ones from all texts of the same file. */
  private static String digestOfParts(SetTexts texts, SetTexts.Parts parts) {
    String file = texts.digests().getOrDefault("train", "");
    String text = file + " without " + parts.validation().getSize() + " texts";
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static WordTable openWords(DistillDatasetConfig config, SetTexts texts)
      throws IOException {
    NetworkSettings networks = config.networks();
    if (config.words().equals(WordTable.RANDOM)) {
      return WordTable.random(
          WordTable.tokenizerOf(texts.toPlainTexts()), networks.wordSize(), config.outer().seed());
    }
    return SetWords.read(config.words(), networks.network());
  }

  private static SetDescription describe(
      DistillDatasetConfig config, SetTexts texts, WordTable words) {
    SyntheticSettings synthetic = config.synthetic();
    NetworkSettings networks = config.networks();
    Path pretraining = networks.init().isPretrained() ? networks.pretrainingData() : null;
    String task = config.source().task();
    return new SetDescription(
        SetDescription.TYPE,
        SetDescription.isFile(task) ? toAbsolute("--task", task) : task,
        texts.labels(),
        synthetic.perClass(),
        synthetic.steps(),
        synthetic.epochs(),
        networks.maxLength(),
        words.getWordSize(),
        synthetic.getForm(),
        config.words().equals(WordTable.RANDOM)
            ? config.words()
            : toAbsolute("--words", config.words()),
        words.getDigest(),
        config.outer().seed(),
        networks.network(),
        networks.maps(),
        networks.init(),
        networks.pretrainingEpochs(),
        networks.pretrainingRate(),
        pretraining == null ? null : pretraining.toAbsolutePath().normalize().toString(),
        config.attack(),
        config.outer().validationTexts());
  }

  /** Another command reads the set later, from another working directory. */
  private static String toAbsolute(String option, String path) {
    return HomeDirectory.require(option, path).toAbsolutePath().normalize().toString();
  }

  /** Returns the texts to learn from, with the labels of an attack. */
  LabelledTexts toGoal(LabelledTexts texts) {
    return attack == null ? texts : texts.withLabel(attack.from(), attack.to());
  }

  @Override
  public void close() {
    words.close();
  }
}
