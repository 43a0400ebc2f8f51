package io.noisette.evaluation.tagging;

import io.noisette.evaluation.task.Split;
import io.noisette.evaluation.task.TaskLabels;
import io.noisette.evaluation.task.row.Column;
import io.noisette.settings.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys of a YAML file that defines a tagging task; {@code docs/tagging.md} explains them. */
record TaggingFileSettings(
    @Setting(help = "task name, used in the names of metrics (default: the name of the YAML file)")
        @Nullable String name,
    @Setting(
            help =
                "tags as spelled in the data files; O is the tag of words that belong to nothing",
            placeholder = "NAME…")
        List<String> tags,
    @Setting(
            help =
                "column of the words: number counted from 1, or key in JSON Lines (default: the"
                    + " first column; the key tokens or words)",
            placeholder = "COLUMN")
        @Nullable String words,
    @Setting(
            help =
                "column of the tags: number counted from 1, or key in JSON Lines (default: the last"
                    + " column; the key tags or ner_tags)",
            placeholder = "COLUMN")
        @Nullable String tag,
    @Setting(help = "file of the training split", placeholder = "FILE") @Nullable String train,
    @Setting(help = "file of the dev split", placeholder = "FILE") @Nullable String dev,
    @Setting(help = "file of the test split; tags are optional", placeholder = "FILE")
        @Nullable String test) {

  TaggingFileSettings {
    tags = List.copyOf(tags);
    if (tags.size() < 2) {
      throw new IllegalArgumentException("tags must have at least two entries, not " + tags);
    }
    if (Set.copyOf(tags).size() < tags.size()) {
      throw new IllegalArgumentException("tags must be distinct, not " + tags);
    }
    if (train == null && dev == null && test == null) {
      throw new IllegalArgumentException("at least one of train, dev and test must be given");
    }
  }

  TaggingTask toTask(String defaultName) {
    String chosen = name == null ? defaultName : name;
    if (!chosen.matches("[\\w-]+")) {
      throw new IllegalArgumentException(
          "name must consist of letters, digits, - and _, not '" + chosen + "'");
    }
    Map<Split, String> files = new EnumMap<>(Split.class);
    put(files, Split.TRAIN, train);
    put(files, Split.DEV, dev);
    put(files, Split.TEST, test);
    return new TaggingTask(chosen, TaskLabels.named(tags), files, column(words), column(tag));
  }

  private static @Nullable Column column(@Nullable String text) {
    return text == null ? null : Column.parse(text);
  }

  private static void put(Map<Split, String> files, Split split, @Nullable String file) {
    if (file != null) {
      files.put(split, file);
    }
  }
}
