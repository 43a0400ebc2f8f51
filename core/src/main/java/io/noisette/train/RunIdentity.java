package io.noisette.train;

import io.noisette.run.ResumeRules;
import io.noisette.run.RunRecord;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What makes a run that run and no other: a start with the same identity resumes it.
 *
 * @param verb as the command line has it
 * @param schema of the verb's settings
 * @param settings after defaults and presets
 * @param digests SHA-256 of data, tokenizer and plug-ins, by what they are
 * @param <S> the settings of the verb
 */
public record RunIdentity<S extends Record>(
    String verb, SettingsSchema<S> schema, S settings, Map<String, String> digests) {

  public RunIdentity {
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }

  /** The record of a run that starts now. */
  RunRecord toRecord() throws IOException {
    return RunRecord.of(verb, schema.toMap(settings), digests);
  }

  /** Which of the settings may differ when the run is resumed. */
  ResumeRules toResumeRules() {
    return ResumeRules.ofRuns(schema);
  }
}
