package io.noisette.settings;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mapping in a YAML file that may hold others: a definition, where {@link SettingsFile} reads
 * settings alone. Values stay the texts that stand there.
 *
 * @param subject how an error names it: {@code small.yaml}, or {@code small.yaml, line 3: rows}
 * @param values what has one value, or a list of them
 * @param sections what is a mapping itself
 */
public record YamlSection(
    String subject, Map<String, GivenValue> values, Map<String, YamlSection> sections) {

  public YamlSection {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }

  public static YamlSection read(Path file) throws IOException {
    return new YamlMapping(file.toString()).readSection(SettingsFile.readText(file));
  }

  /** What a resource beside {@code owner} defines. */
  public static YamlSection readResource(Class<?> owner, String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return new YamlMapping(file).readSection(SettingsFile.readResourceText(owner, name));
  }

  /** A section of this one, empty if it is not there. */
  public YamlSection find(String name) {
    return sections.getOrDefault(name, new YamlSection(subject + ": " + name, Map.of(), Map.of()));
  }

  /**
   * A section that must be there and hold something.
   *
   * @throws UsageException if it does not
   */
  public YamlSection require(String name) {
    YamlSection section = find(name);
    if (section.values.isEmpty() && section.sections.isEmpty()) {
      throw new UsageException(section.subject + " is missing or empty");
    }
    return section;
  }

  /**
   * The sections, where there is nothing else.
   *
   * @throws UsageException if something is not a section
   */
  public Map<String, YamlSection> requireSections() {
    for (GivenValue value : values.values()) {
      throw new UsageException(value.subject() + " must hold lines of the form 'name: value'");
    }
    return sections;
  }

  /**
   * The values, where there are no sections but these.
   *
   * @throws UsageException if there is another one
   */
  public Map<String, GivenValue> requireValues(String... others) {
    List<String> names = List.of(others);
    for (Map.Entry<String, YamlSection> section : sections.entrySet()) {
      if (!names.contains(section.getKey())) {
        throw new UsageException(
            section.getValue().subject
                + " cannot hold settings of its own"
                + Suggestion.forTypo(section.getKey(), names));
      }
    }
    return values;
  }
}
