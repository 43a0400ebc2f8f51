package io.noisette.settings;

import io.noisette.failure.UsageException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reader of YAML that is one mapping of names to values or lists of values and, for definitions, to
 * nested mappings.
 *
 * <p>It uses the parser's events rather than its objects: values remain the text that the user
 * wrote, and tags, aliases and deep nesting are harmless, because none of them is followed.
 */
final class YamlMapping {

  private static final Set<String> NULLS = Set.of("", "~", "null");
  private static final int MOST_LEVELS = 8; // more than any definition needs
  private static final String NOT_PLAIN =
      " must be a plain value: no nesting, tags, anchors or aliases";

  private final String file;

  YamlMapping(String file) {
    this.file = file;
  }

  Map<String, GivenValue> read(String text) {
    return read(text, 0).values();
  }

  YamlSection readSection(String text) {
    return read(text, MOST_LEVELS);
  }

  /** Reads a mapping that may hold other mappings, {@code levels} deep. */
  private YamlSection read(String text, int levels) {
    try {
      Parse parse = new Parse(LoadSettings.builder().build());
      return readDocument(parse.parseString(text).iterator(), levels);
    } catch (MarkedYamlEngineException e) {
      throw new UsageException(at(e.getProblemMark().orElse(null)) + inOneLine(e.getProblem()), e);
    } catch (ReaderException e) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s, line %d: the control character U+%04X is not allowed in YAML",
              file,
              1 + text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count(),
              e.getCodePoint()),
          e);
    } catch (YamlEngineException e) {
      throw new UsageException(file + " is not YAML 1.2: " + e.getMessage(), e);
    }
  }

  /** The library ends some problems with the letter that it found, which may be a line break. */
  private static String inOneLine(String problem) {
    return problem.replaceAll("\\s+", " ").strip();
  }

  private YamlSection readDocument(Iterator<Event> events, int levels) {
    YamlSection nothing = new YamlSection(file, Map.of(), Map.of());
    events.next(); // start of the stream
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return nothing; // an empty file
    }
    Event root = events.next();
    boolean empty = root instanceof ScalarEvent scalar && isNull(scalar);
    if (!empty && !(root instanceof MappingStartEvent)) {
      throw refuse(root, "a settings file consists of lines of the form 'name: value'");
    }
    YamlSection section = empty ? nothing : readMapping(file, events, levels);
    Event end = events.next();
    if (!(end instanceof DocumentEndEvent) || events.next().getEventId() != Event.ID.StreamEnd) {
      throw refuse(end, "a settings file is a single YAML document");
    }
    return section;
  }

  private YamlSection readMapping(String subject, Iterator<Event> events, int levels) {
    Map<String, GivenValue> values = new LinkedHashMap<>();
    Map<String, YamlSection> sections = new LinkedHashMap<>();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw refuse(event, "a name of a setting must be plain text");
      }
      String name = key.getValue();
      if (values.containsKey(name) || sections.containsKey(name)) {
        throw refuse(key, name + " is given twice");
      }
      Event value = events.next();
      if (levels > 0 && value instanceof MappingStartEvent start && start.getTag().isEmpty()) {
        sections.put(name, readMapping(at(key) + name, events, levels - 1));
      } else {
        values.put(name, new GivenValue(at(key) + name, readValue(name, value, events)));
      }
    }
    return new YamlSection(subject, values, sections);
  }

  private @Nullable List<String> readValue(String name, Event event, Iterator<Event> events) {
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw refuse(event, name + NOT_PLAIN); // also an alias, whose anchor is what it names
    }
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
    if (event instanceof ScalarEvent scalar
        && scalar.getTag().isEmpty()
        && scalar.getAnchor().isEmpty()) {
      return scalar.getValue();
    }
    throw refuse(event, name + NOT_PLAIN);
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
