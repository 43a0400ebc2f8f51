package io.noisette.settings;

import io.noisette.failure.UsageException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML that is one flat mapping of names to values or lists of values.
 *
 * <p>It takes the parser's events, not its objects: values stay the text that the user wrote, and
 * neither tags, aliases nor deep nesting can do harm, because none of them is followed.
 */
final class YamlMapping {

  private static final Set<String> NULLS = Set.of("", "~", "null");

  private final String file;

  YamlMapping(String file) {
    this.file = file;
  }

  Map<String, GivenValue> read(String text) {
    try {
      return readDocument(new Parse(LoadSettings.builder().build()).parseString(text).iterator());
    } catch (MarkedYamlEngineException e) {
      throw new UsageException(at(e.getProblemMark().orElse(null)) + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }

  private Map<String, GivenValue> readDocument(Iterator<Event> events) {
    events.next(); // start of the stream
    Map<String, GivenValue> values = new LinkedHashMap<>();
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return values; // an empty file
    }
    Event root = events.next();
    boolean empty = root instanceof ScalarEvent scalar && isNull(scalar);
    if (!empty && !(root instanceof MappingStartEvent)) {
      throw refuse(root, "a file of settings is lines of the form 'name: value'");
    }
    if (!empty) {
      readSettings(events, values);
    }
    Event end = events.next();
    if (!(end instanceof DocumentEndEvent) || events.next().getEventId() != Event.ID.StreamEnd) {
      throw refuse(end, "a file of settings is one YAML document");
    }
    return values;
  }

  private void readSettings(Iterator<Event> events, Map<String, GivenValue> values) {
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw refuse(event, "a name of a setting must be plain text");
      }
      String name = key.getValue();
      GivenValue value = new GivenValue(at(key) + name, readValue(name, events));
      if (values.put(name, value) != null) {
        throw refuse(key, name + " is given twice");
      }
    }
  }

  private @Nullable List<String> readValue(String name, Iterator<Event> events) {
    Event event = events.next();
    if (event instanceof ScalarEvent scalar) {
      return isNull(scalar) ? null : List.of(textOf(name, scalar));
    }
    if (!(event instanceof SequenceStartEvent start) || start.getTag().isPresent()) {
      throw refuse(event, name + " must be one value or a list of values");
    }
    List<String> texts = new ArrayList<>();
    for (Event item = events.next(); !(item instanceof SequenceEndEvent); item = events.next()) {
      texts.add(textOf(name, item));
    }
    return texts;
  }

  private String textOf(String name, Event event) {
    if (event instanceof ScalarEvent scalar && scalar.getTag().isEmpty()) {
      return scalar.getValue();
    }
    throw refuse(event, name + " must be a plain value: no nesting, tags or aliases");
  }

  private static boolean isNull(ScalarEvent scalar) {
    return scalar.isPlain() && NULLS.contains(scalar.getValue());
  }

  private UsageException refuse(Event event, String why) {
    return new UsageException(at(event) + why);
  }

  private String at(Event event) {
    return at(event.getStartMark().orElse(null));
  }

  private String at(@Nullable Mark mark) {
    return mark == null ? file + ": " : file + ", line " + (mark.getLine() + 1) + ": ";
  }
}
