package io.noisette.settings;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writer of settings as YAML, each after its help text as a comment. */
final class SettingsYaml {

  // Text that is unchanged as plain YAML; all other text is written as a JSON string, which YAML
  // can read.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./+-]*");
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private SettingsYaml() {}

  /**
   * Returns the YAML file.
   *
   * @param values values as returned by {@link SettingsSchema#toMap}; a setting without a value
   *     becomes a comment
   */
  static String write(List<SettingDefinition> definitions, Map<String, @Nullable Object> values) {
    StringBuilder yaml = new StringBuilder();
    for (SettingDefinition definition : definitions) {
      String name = definition.getName();
      yaml.append("# ").append(definition.getHelp()).append('\n');
      if (values.containsKey(name)) {
        yaml.append(name).append(": ").append(print(values.get(name))).append('\n');
      } else {
        yaml.append("# ").append(name).append(": ").append(definition.getPlaceholder());
        yaml.append("   (required)\n");
      }
    }
    return yaml.toString();
  }

  private static String print(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(SettingsYaml::print).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Double number) {
      return number.toString().replace(".0E", "e").replace('E', 'e');
    }
    if (value instanceof String text) {
      boolean plain = PLAIN.matcher(text).matches() && !text.equals("null");
      return plain ? text : JSON.toJson(text);
    }
    return String.valueOf(value);
  }
}
