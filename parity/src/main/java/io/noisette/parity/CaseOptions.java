package io.noisette.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.noisette.failure.CorruptDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The options of one golden case; one that is absent or of another type is corrupt data. */
public final class CaseOptions {

  private final String where;
  private final JsonObject json;

  CaseOptions(String where, JsonObject json) {
    this.where = where;
    this.json = json;
  }

  public Set<String> getKeys() {
    return json.keySet();
  }

  /** Whether the option is there and not null. */
  public boolean has(String key) {
    return json.has(key) && !json.get(key).isJsonNull();
  }

  public String getString(String key) {
    return get(key, JsonElement::getAsString);
  }

  public double getDouble(String key) {
    return get(key, JsonElement::getAsDouble);
  }

  public double getDouble(String key, double absent) {
    return has(key) ? getDouble(key) : absent;
  }

  public long getLong(String key) {
    return get(key, element -> element.getAsBigDecimal().longValueExact());
  }

  public long getLong(String key, long absent) {
    return has(key) ? getLong(key) : absent;
  }

  public boolean getBoolean(String key, boolean absent) {
    return has(key) ? get(key, JsonElement::getAsBoolean) : absent;
  }

  public List<String> getStrings(String key) {
    return getList(key, JsonElement::getAsString);
  }

  public List<Double> getDoubles(String key) {
    return getList(key, JsonElement::getAsDouble);
  }

  private <T> List<T> getList(String key, Function<JsonElement, T> read) {
    JsonArray array = get(key, JsonElement::getAsJsonArray);
    List<T> list = new ArrayList<>();
    for (JsonElement element : array) {
      list.add(read(key, element, read));
    }
    return List.copyOf(list);
  }

  private <T> T get(String key, Function<JsonElement, T> read) {
    JsonElement element = json.get(key);
    if (element == null) {
      throw new CorruptDataException(where + " has no option " + key);
    }
    return read(key, element, read);
  }

  private <T> T read(String key, JsonElement element, Function<JsonElement, T> read) {
    try {
      return read.apply(element);
    } catch (IllegalStateException | UnsupportedOperationException | ArithmeticException e) {
      throw unreadable(key, element, e);
    } catch (NumberFormatException e) {
      throw unreadable(key, element, e);
    }
  }

  private CorruptDataException unreadable(String key, JsonElement element, Exception cause) {
    return new CorruptDataException(
        where + " has the option " + key + " = " + element + ", which is of the wrong type", cause);
  }
}
