package io.noisette.distillation.specialist;

import io.noisette.distillation.SmallDistillation;
import io.noisette.model.Labels;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A task of six classes, three kinds of two each, with a generalist that confuses some. */
final class SmallSpecialists {

  private static final List<String> KINDS = List.of("sun", "rain", "tea");
  private static final List<String> THINGS = List.of("cake", "mud");

  private final Path directory;
  private final Path generalist;

  /** Writes data into a directory, and trains the generalist there. */
  SmallSpecialists(Path directory) throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory);
    writeRows("train.tsv", 60);
    writeRows("dev.tsv", 36);
    Files.writeString(
        task(),
        "text: text\nlabel: kind\nlabels: [%s]\ntrain: train.tsv\ndev: dev.tsv\n"
            .formatted(String.join(", ", labels().names())));
    SmallDistillation models = new SmallDistillation(directory.resolve("models"));
    Path output = directory.resolve("generalist");
    Map<String, ?> changes = Map.of("task", task(), "data", directory, "epochs", 10);
    SmallDistillation.distill(
        models.config(models.untrained("start", labels(), 1), output, changes));
    generalist = output.resolve("alone/seed-1");
  }

  static Labels labels() {
    List<String> names = new ArrayList<>();
    KINDS.forEach(kind -> THINGS.forEach(thing -> names.add(kind + "-" + thing)));
    return Labels.of(names);
  }

  Path task() {
    return directory.resolve("kinds.yaml");
  }

  Path data() {
    return directory;
  }

  Path generalist() {
    return generalist;
  }

  /** Settings with others than the defaults as a user gives them. */
  SpecialistConfig config(Path output, Map<String, ?> changes) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("generalist", generalist);
    all.put("task", task());
    all.put("data", directory);
    all.put("clusters", 3);
    all.put("output", output);
    all.put("max-length", 60);
    all.put("batch-size", 8);
    all.put("epochs", 3);
    all.put("learning-rate", 3e-3);
    all.put("log-every", 1);
    all.put("checkpoint-every", 5);
    all.put("threads", 1);
    all.put("precision", "fp32"); // the same on every processor
    all.putAll(changes);
    Map<String, GivenValue> given = new LinkedHashMap<>();
    all.forEach(
        (name, value) ->
            given.put(name, new GivenValue("--" + name, List.of(String.valueOf(value)))));
    return SettingsSchema.of(SpecialistConfig.class).read(given, Map.of());
  }

  private void writeRows(String name, int count) throws IOException {
    List<String> rows = new ArrayList<>(List.of("text\tkind"));
    for (int i = 0; i < count; i++) {
      String kind = KINDS.get(i % 3);
      String thing = THINGS.get(i / 3 % 2);
      rows.add("we had %s and %s number %d\t%s-%s".formatted(kind, thing, i, kind, thing));
    }
    Files.write(directory.resolve(name), rows);
  }
}
