package io.noisette.seq2seq.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import io.noisette.text.JsonFault;
import io.noisette.text.LineReader;
import io.noisette.text.StrictJson;
import io.noisette.text.WhiteSpace;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The JSON values of a file, which are its lines or the elements of one array. */
interface JsonObjects {

  /**
   * Returns the next value, or null after the last one.
   *
   * @throws JsonParseException if it is not strict JSON
   */
  @Nullable JsonElement read() throws IOException;

  /** Returns the number of the line or element read last, from 1. */
  long getPlace();

  /** Returns what the places are, with a space behind, such as {@code element }. */
  String getUnit();

  /** Returns the name of the format. */
  String describe();

  /** Opens the values of a file from which nothing has been read. */
  static JsonObjects open(LineReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && WhiteSpace.isBlank(line)) {
      line = lines.readLine();
    }
    return line != null && line.stripLeading().startsWith("[")
        ? new Elements(line, lines)
        : new Lines(line, lines);
  }

  /** One value per line; blank lines are ignored. */
  final class Lines implements JsonObjects {

    private final LineReader lines;
    private @Nullable String ahead;
    private long place;

    private Lines(@Nullable String first, LineReader lines) {
      this.ahead = first;
      this.lines = lines;
    }

    @Override
    public @Nullable JsonElement read() throws IOException {
      String line = ahead != null ? ahead : lines.readLine();
      ahead = null;
      while (line != null && WhiteSpace.isBlank(line)) {
        line = lines.readLine();
      }
      place = lines.getLineNumber();
      try {
        return line == null ? null : StrictJson.parse(line);
      } catch (JsonParseException e) {
        throw new JsonParseException(JsonFault.describeInLine(e), e);
      }
    }

    @Override
    public long getPlace() {
      return place;
    }

    @Override
    public String getUnit() {
      return "";
    }

    @Override
    public String describe() {
      return "JSON Lines";
    }
  }

  /** The elements of an array, which is not held in memory as a whole. */
  final class Elements implements JsonObjects {

    private final LineStream text;
    private final JsonReader json;
    private long place;
    private boolean begun;

    private Elements(String first, LineReader lines) {
      text = new LineStream(first + "\n", lines);
      json = new JsonReader(text);
      StrictJson.makeStrict(json);
    }

    @Override
    public @Nullable JsonElement read() throws IOException {
      try {
        if (!begun) {
          json.beginArray();
          begun = true;
        }
        text.beginValue();
        if (json.hasNext()) {
          place++;
          return StrictJson.readValue(json);
        }
        json.endArray();
        StrictJson.requireEnd(json);
        return null;
      } catch (IOException | IllegalStateException e) {
        throw new JsonParseException(JsonFault.describe(e), e);
      }
    }

    @Override
    public long getPlace() {
      return place;
    }

    @Override
    public String getUnit() {
      return "element ";
    }

    @Override
    public String describe() {
      return "a JSON array";
    }
  }
}
