package io.noisette.safetensors;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.JsonFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Strict parser of the JSON of a header: it accepts only keys of the format, each once. */
final class SafetensorsHeaderParser {

  private static final String METADATA = "__metadata__";
  private static final int MAX_TENSORS = 1_000_000;
  private static final int MAX_RANK = 64;
  private static final int MAX_NESTING = 4;

  private final Path path;
  private final JsonReader json;

  SafetensorsHeaderParser(Path path, byte[] bytes) {
    this.path = path;
    this.json =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(bytes),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    json.setStrictness(Strictness.STRICT);
    json.setNestingLimit(MAX_NESTING);
  }

  /**
   * Returns the header as written, in order; sizes and positions are not checked against each other
   * yet.
   */
  SafetensorsHeader parse() {
    try {
      SafetensorsHeader header = readHeader();
      expect(JsonToken.END_DOCUMENT, "the header");
      return header;
    } catch (IOException e) {
      throw new CorruptDataException(
          path
              + " is not a valid safetensors file: the header is not JSON in UTF-8: "
              + JsonFault.describe(e),
          e);
    }
  }

  private SafetensorsHeader readHeader() throws IOException {
    Map<String, String> metadata = Map.of();
    Map<String, SafetensorsHeader.Entry> tensors = new LinkedHashMap<>();
    boolean hasMetadata = false;
    expect(JsonToken.BEGIN_OBJECT, "the header");
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (name.equals(METADATA)) {
        if (hasMetadata) {
          throw fault(METADATA + " occurs twice");
        }
        hasMetadata = true;
        metadata = readMetadata();
      } else if (tensors.putIfAbsent(name, readEntry(name)) != null) {
        throw SafetensorsHeader.corrupt(path, name, "occurs twice");
      } else if (tensors.size() > MAX_TENSORS) {
        throw fault("there are more than " + MAX_TENSORS + " tensors");
      }
    }
    json.endObject();
    return new SafetensorsHeader(metadata, tensors);
  }

  private Map<String, String> readMetadata() throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    expect(JsonToken.BEGIN_OBJECT, METADATA);
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      expect(JsonToken.STRING, METADATA + " " + JsonText.quote(key));
      if (metadata.putIfAbsent(key, json.nextString()) != null) {
        throw fault(METADATA + " has " + JsonText.quote(key) + " twice");
      }
    }
    json.endObject();
    return Collections.unmodifiableMap(metadata);
  }

  private SafetensorsHeader.Entry readEntry(String name) throws IOException {
    String where = "tensor " + JsonText.quote(name);
    Dtype dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    expect(JsonToken.BEGIN_OBJECT, where);
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (key.equals("dtype") && dtype == null) {
        dtype = readDtype(name);
      } else if (key.equals("shape") && shape == null) {
        shape = readSizes(where, MAX_RANK);
      } else if (key.equals("data_offsets") && offsets == null) {
        offsets = readSizes(where, 2);
      } else {
        throw fault(where + " has " + JsonText.quote(key) + ", which is unknown or occurs twice");
      }
    }
    json.endObject();
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw fault(where + " needs dtype, shape and two data_offsets");
    }
    return new SafetensorsHeader.Entry(dtype, shape, offsets.get(0), offsets.get(1));
  }

  private Dtype readDtype(String name) throws IOException {
    expect(JsonToken.STRING, "dtype");
    String text = json.nextString();
    Dtype dtype = Dtype.named(text);
    if (dtype == null) {
      throw SafetensorsHeader.corrupt(path, name, "has the unknown dtype " + JsonText.quote(text));
    }
    return dtype;
  }

  private List<Long> readSizes(String where, int most) throws IOException {
    List<Long> sizes = new ArrayList<>();
    expect(JsonToken.BEGIN_ARRAY, where);
    json.beginArray();
    while (json.hasNext()) {
      if (sizes.size() == most) {
        throw fault(where + " has an array of more than " + most + " numbers");
      }
      sizes.add(readSize(where));
    }
    json.endArray();
    return List.copyOf(sizes);
  }

  private long readSize(String where) throws IOException {
    expect(JsonToken.NUMBER, where);
    String digits = json.nextString();
    try {
      long size = Long.parseLong(digits);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Falls through: a fraction, an exponent or more than 63 bits.
    }
    throw fault(where + " has " + JsonText.quote(digits) + " where a size belongs");
  }

  private void expect(JsonToken expected, String where) throws IOException {
    JsonToken actual = json.peek();
    if (actual != expected) {
      throw fault(
          String.format(
              Locale.ROOT,
              "%s: there is %s where %s belongs",
              where,
              JsonFault.nameOf(actual),
              JsonFault.nameOf(expected)));
    }
  }

  private CorruptDataException fault(String fault) {
    return new CorruptDataException(path + ": " + fault);
  }
}
