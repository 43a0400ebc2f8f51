package io.noisette.train;

import io.noisette.run.ResumeRules;
import io.noisette.run.RunFacts;
import io.noisette.run.RunRecord;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.UnusedSettings;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Identity of a run: subcommand, settings and digests of the inputs. A start with an equal identity
 * resumes the run.
 *
 * @param verb name of the subcommand
 * @param schema schema of the settings of the subcommand
 * @param settings settings after defaults and presets are applied
 * @param digests SHA-256 digests of data, tokenizer and plug-ins, by name of the input
 * @param <S> type of the settings
 */
public record RunIdentity<S extends Record>(
    String verb, SettingsSchema<S> schema, S settings, Map<String, String> digests) {

  public RunIdentity {
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }

  /** Returns the record of a run that starts now, with the facts and the unused settings. */
  RunRecord toRecord(RunFacts facts) throws IOException {
    List<String> unused =
        settings instanceof UnusedSettings known
            ? known.findUnused().stream().sorted().toList()
            : List.of();
    return toRecord()
        .withFacts(
            new RunFacts(
                facts.steps(),
                facts.validateEvery(),
                facts.patienceSteps(),
                facts.choice(),
                facts.higherIsBetter(),
                facts.lossUnit(),
                facts.tokens(),
                unused));
  }

  /** Returns the record of a run that starts now, without facts, to compare it with another. */
  RunRecord toRecord() throws IOException {
    return RunRecord.of(verb, schema.toMap(settings), digests);
  }

  /** Returns the rules that say which settings may differ when the run is resumed. */
  ResumeRules toResumeRules() {
    return ResumeRules.ofRuns(schema);
  }
}
