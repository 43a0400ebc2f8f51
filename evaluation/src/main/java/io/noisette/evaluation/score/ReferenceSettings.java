package io.noisette.evaluation.score;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;

/** Settings of references in text files. */
public record ReferenceSettings(
    @Setting(
            help =
                "files of references, in the order of the predictions; several files are several"
                    + " references per row",
            placeholder = "FILE")
        List<Path> references,
    @Setting(
            help = "field of the prediction in files of JSON Lines",
            placeholder = "NAME",
            byDefault = "prediction")
        String predictionField,
    @Setting(
            help =
                "field of the reference in files of JSON Lines: a string, or a list of strings if"
                    + " a row has several references",
            placeholder = "NAME",
            byDefault = "target")
        String referenceField) {

  public ReferenceSettings {
    references = List.copyOf(references);
  }
}
