package io.noisette.evaluation.text.golden;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.List;

/** Lists of texts in JSON. */
final class JsonTexts {

  private JsonTexts() {}

  static List<String> toList(JsonElement array) {
    return array.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
  }

  static JsonArray toArray(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
