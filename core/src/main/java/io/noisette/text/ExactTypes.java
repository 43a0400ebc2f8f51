package io.noisette.text;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adapters that refuse what Gson would convert: texts and numbers into each other, texts into
 * booleans, and arrays into maps.
 */
final class ExactTypes {

  static final TypeAdapterFactory FACTORY =
      new TypeAdapterFactory() {
        @Override
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
          JsonToken expected = find(type.getRawType());
          return expected == null
              ? null
              : new ExactAdapter<>(gson.getDelegateAdapter(this, type), expected);
        }
      };

  private ExactTypes() {}

  private static @Nullable JsonToken find(Class<?> type) {
    if (type == String.class) {
      return JsonToken.STRING;
    }
    if (type == double.class || type == Double.class) {
      return JsonToken.NUMBER;
    }
    if (type == boolean.class || type == Boolean.class) {
      return JsonToken.BOOLEAN;
    }
    return Map.class.isAssignableFrom(type) ? JsonToken.BEGIN_OBJECT : null;
  }

  private static String describe(JsonToken expected) {
    return switch (expected) {
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> "an object";
    };
  }

  private static final class ExactAdapter<T> extends TypeAdapter<T> {

    private final TypeAdapter<T> adapter;
    private final JsonToken expected;

    ExactAdapter(TypeAdapter<T> adapter, JsonToken expected) {
      this.adapter = adapter;
      this.expected = expected;
    }

    @Override
    public T read(JsonReader json) throws IOException {
      JsonToken found = json.peek();
      if (found != expected && found != JsonToken.NULL) {
        String path = json.getPath().replaceAll("^\\$\\.?|\\.$", "");
        throw new JsonParseException(path + " must be " + describe(expected));
      }
      return adapter.read(json);
    }

    @Override
    public void write(JsonWriter json, T value) throws IOException {
      adapter.write(json, value);
    }
  }
}
