package io.noisette.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.noisette.failure.CorruptDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Typed access to the options of one test case in a {@link GoldenFile}; getters throw {@link
 * CorruptDataException} if an option is missing or has the wrong type.
 */
public final class CaseOptions {

  private final String where;
  private final JsonObject json;

  CaseOptions(String where, JsonObject json) {
    this.where = where;
    this.json = json;
  }

  /** Returns the names of all options. */
  public Set<String> getKeys() {
    return json.keySet();
  }

  /** Returns whether the option is present and not null. */
  public boolean has(String key) {
    return json.has(key) && !json.get(key).isJsonNull();
  }

  /** Returns the value of an option as a string. */
  public String getString(String key) {
    return get(key, JsonElement::getAsString);
  }

  /** Returns the value of an option as a number. */
  public double getDouble(String key) {
    return get(key, JsonElement::getAsDouble);
  }

  /** Returns the value of an option as a number, or {@code absent} if it is missing or null. */
  public double getDouble(String key, double absent) {
    return has(key) ? getDouble(key) : absent;
  }

  /** Returns the value of an option as an integer. */
  public long getLong(String key) {
    return get(key, element -> element.getAsBigDecimal().longValueExact());
  }

  /** Returns the value of an option as an integer, or {@code absent} if it is missing or null. */
  public long getLong(String key, long absent) {
    return has(key) ? getLong(key) : absent;
  }

  /** Returns the value of an option as a boolean, or {@code absent} if it is missing or null. */
  public boolean getBoolean(String key, boolean absent) {
    return has(key) ? get(key, JsonElement::getAsBoolean) : absent;
  }

  /** Returns the value of an option as a list of strings. */
  public List<String> getStrings(String key) {
    return getList(key, JsonElement::getAsString);
  }

  /** Returns the value of an option as a list of numbers. */
  public List<Double> getDoubles(String key) {
    return getList(key, JsonElement::getAsDouble);
  }

  /** Returns the value of an option as a list of a given number of numbers. */
  public List<Double> getDoubles(String key, int count) {
    List<Double> numbers = getDoubles(key);
    if (numbers.size() != count) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: the option %s must have %d numbers, not %d",
              where,
              key,
              count,
              numbers.size()));
    }
    return numbers;
  }

  /** Returns the value of an option as a list of lists of integers. */
  public List<List<Integer>> getIntegerLists(String key) {
    return getList(
        key,
        element ->
            element.getAsJsonArray().asList().stream()
                .map(number -> number.getAsBigDecimal().intValueExact())
                .toList());
  }

  /** Returns options that are the value of an option. */
  public CaseOptions getOptions(String key) {
    return new CaseOptions(where + ": " + key, get(key, JsonElement::getAsJsonObject));
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
      throw new CorruptDataException(where + ": the option " + key + " is missing");
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
        where + ": the value " + element + " of the option " + key + " has the wrong type", cause);
  }
}
