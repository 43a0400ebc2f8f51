package io.noisette.settings;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mapping in a YAML file that may hold nested mappings; used for definitions, whereas {@link
 * SettingsFile} reads flat settings. Values are kept as written.
 *
 * @param subject name of the section in error messages: {@code small.yaml}, or {@code small.yaml,
 *     line 3: rows}
 * @param values keys with a single value or a list of values
 * @param sections keys whose value is a mapping
 */
public record YamlSection(
    String subject, Map<String, GivenValue> values, Map<String, YamlSection> sections) {

  public YamlSection {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }

  /**
   * Reads the mapping in a YAML file.
   *
   * @throws UsageException if the file is not one
   */
  public static YamlSection read(Path file) throws IOException {
    return new YamlMapping(file.toString()).readSection(SettingsFile.readText(file));
  }

  /** Reads the mapping in a class-path resource in the package of {@code owner}. */
  public static YamlSection readResource(Class<?> owner, String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return new YamlMapping(file).readSection(SettingsFile.readResourceText(owner, name));
  }

  /** Returns a nested section, or an empty one if it is absent. */
  public YamlSection find(String name) {
    return sections.getOrDefault(name, new YamlSection(subject + ": " + name, Map.of(), Map.of()));
  }

  /**
   * Returns a nested section that must exist and not be empty.
   *
   * @throws UsageException if it is absent or empty
   */
  public YamlSection require(String name) {
    YamlSection section = find(name);
    if (section.values.isEmpty() && section.sections.isEmpty()) {
      throw new UsageException(section.subject + " is missing or empty");
    }
    return section;
  }

  /**
   * Returns the nested sections by name, or throws a {@link UsageException} if the section also
   * holds values.
   *
   * @throws UsageException if a key has a value instead of a section
   */
  public Map<String, YamlSection> requireSections() {
    for (GivenValue value : values.values()) {
      throw noSection(value);
    }
    return sections;
  }

  private static UsageException noSection(GivenValue value) {
    return new UsageException(value.subject() + " must hold lines of the form 'name: value'");
  }

  /**
   * Returns the values of a section, which must have no nested sections except those named in
   * {@code others}.
   *
   * @param others names of the sections that are allowed besides the values
   * @throws UsageException if there is another section, or one of {@code others} is a value
   */
  public Map<String, GivenValue> requireValues(String... others) {
    List<String> names = List.of(others);
    for (Map.Entry<String, YamlSection> section : sections.entrySet()) {
      if (!names.contains(section.getKey())) {
        throw new UsageException(
            section.getValue().subject
                + " must not be a section with settings of its own"
                + Suggestion.forTypo(section.getKey(), names));
      }
    }
    for (String name : names) {
      GivenValue value = values.get(name);
      if (value != null) {
        throw noSection(value);
      }
    }
    return values;
  }
}
