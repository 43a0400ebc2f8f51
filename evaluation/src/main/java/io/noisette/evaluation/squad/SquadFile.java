package io.noisette.evaluation.squad;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.Excerpt;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reader of the JSON of SQuAD 1.1 and 2.0: {@code data[].paragraphs[].qas[]}, plain or gzip. One
 * article is in memory at a time besides its examples.
 */
public final class SquadFile {

  private static final int MOST_SHOWN = 40; // characters of a value in a message
  private final Path file;
  private final List<SquadExample> examples = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private String version = "";

  private SquadFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a data set.
   *
   * @throws io.noisette.failure.UsageException if there is no such file
   * @throws CorruptDataException if it is not in that format; the message has article and question
   */
  public static SquadData read(Path file) throws IOException {
    try (SquadJson text = SquadJson.open(file)) {
      SquadFile reader = new SquadFile(file);
      reader.read(text.reader());
      return new SquadData(file, reader.version, reader.examples, text.getDigest());
    }
  }

  private void read(JsonReader json) throws IOException {
    Set<String> keys = new HashSet<>();
    try {
      StrictJson.makeStrict(json);
      json.beginObject();
      while (json.hasNext()) {
        String key = json.nextName();
        if (!keys.add(key)) {
          throw new JsonParseException("the key " + key + " occurs twice");
        }
        if (key.equals("data") && json.peek() == JsonToken.BEGIN_ARRAY) {
          readArticles(json);
        } else if (key.equals("version") && json.peek() != JsonToken.NULL) {
          version = json.nextString();
        } else {
          json.skipValue();
        }
      }
      json.endObject();
      StrictJson.requireEnd(json);
    } catch (IOException | IllegalStateException | JsonParseException e) {
      throw new CorruptDataException(
          file + ": not JSON in SQuAD's format: " + JsonFault.describe(e), e);
    }
    if (examples.isEmpty()) {
      throw new CorruptDataException(
          file
              + (keys.contains("data") ? ": no questions in it" : ": no list 'data'")
              + "; SQuAD's format is data[].paragraphs[].qas[]");
    }
  }

  private void readArticles(JsonReader json) throws IOException {
    json.beginArray();
    for (int number = 1; json.hasNext(); number++) {
      JsonElement article = StrictJson.readValue(json);
      String where = file + ": article " + number;
      JsonObject object = toObject(where, article);
      String title = object.has("title") ? getText(where, object, "title") : "" + number;
      for (JsonElement paragraph : getArray(where, object, "paragraphs")) {
        readParagraph(title, toObject(where, paragraph));
      }
    }
    json.endArray();
  }

  private void readParagraph(String title, JsonObject paragraph) {
    String where = file + ": article '" + title + "'";
    String context = getText(where, paragraph, "context");
    for (JsonElement element : getArray(where, paragraph, "qas")) {
      JsonObject qa = toObject(where, element);
      String id = getText(where, qa, "id");
      String question = where + ", question " + id;
      if (!ids.add(id)) {
        throw new CorruptDataException(question + ": the id occurs twice");
      }
      examples.add(
          new SquadExample(
              title, id, context, getText(question, qa, "question"), readAnswers(question, qa)));
    }
  }

  private static List<SquadAnswer> readAnswers(String where, JsonObject qa) {
    List<SquadAnswer> answers = new ArrayList<>();
    for (JsonElement element : getArray(where, qa, "answers")) {
      JsonObject answer = toObject(where, element);
      try {
        int start = StrictJson.toInt("answer_start", answer.get("answer_start"));
        answers.add(new SquadAnswer(getText(where, answer, "text"), start));
      } catch (JsonParseException | NullPointerException e) {
        throw new CorruptDataException(where + ": an answer without integer 'answer_start'", e);
      }
    }
    return answers;
  }

  private static JsonObject toObject(String where, JsonElement element) {
    if (element instanceof JsonObject object) {
      return object;
    }
    throw new CorruptDataException(where + ": a JSON object is expected, not " + show(element));
  }

  private static JsonArray getArray(String where, JsonObject object, String key) {
    if (object.get(key) instanceof JsonArray array) {
      return array;
    }
    throw new CorruptDataException(where + ": '" + key + "' must be a list");
  }

  private static String getText(String where, JsonObject object, String key) {
    JsonElement value = object.get(key);
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return value.getAsString();
    }
    throw new CorruptDataException(where + ": '" + key + "' must be a string");
  }

  private static String show(JsonElement element) {
    return Excerpt.of(element.toString(), MOST_SHOWN);
  }
}
