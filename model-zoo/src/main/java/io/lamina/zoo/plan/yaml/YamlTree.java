package io.lamina.zoo.plan.yaml;

import io.lamina.zoo.plan.yaml.Entry.Broken;
import io.lamina.zoo.plan.yaml.Entry.Group;
import io.lamina.zoo.plan.yaml.Entry.Items;
import io.lamina.zoo.plan.yaml.Entry.Scalar;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The tree of a YAML text: keys, lists and scalars with their lines. Aliases and tags are refused,
 * and so is what nests deeper than any plan, so that no text can take more than its own size.
 */
final class YamlTree {
  private static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 16;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final String yaml;
  private final IntFunction<Place> places;
  private final String path;
  private final Problems problems;
  private final Iterator<Event> events;

  /** The tree of a whole plan. */
  YamlTree(YamlText text, Problems problems) {
    this(text.yaml(), line -> new Place(text.origin(), line), "", problems);
  }

  /** The tree of the value of one key, which is written in one place. */
  YamlTree(String value, Place place, String key, Problems problems) {
    this(value, line -> place, key, problems);
  }

  private YamlTree(String yaml, IntFunction<Place> places, String path, Problems problems) {
    this.yaml = yaml;
    this.places = places;
    this.path = path;
    this.problems = problems;
    this.events = new Parse(LoadSettings.builder().build()).parseString(yaml).iterator();
  }

  /** Reads the text, once. What is not YAML comes back as a broken entry. */
  Entry root() {
    if (yaml.length() > LONGEST) {
      return new Broken(place(0), "is longer than " + LONGEST + " characters", "give a plan");
    }
    try {
      events.next();
      if (!(events.next() instanceof DocumentStartEvent)) {
        return new Broken(place(1), "is empty", "write a plan, or name a recipe");
      }
      Entry root = entry(events.next(), place(1), path, 0);
      events.next();
      Event end = events.next();
      return end instanceof DocumentStartEvent
          ? new Broken(at(end), "has more than one document", "keep one, without the line ---")
          : root;
    } catch (MarkedYamlEngineException e) {
      return unreadable(
          place(e.getProblemMark().map(Mark::getLine).orElse(-1) + 1), e.getProblem());
    } catch (YamlEngineException e) {
      return unreadable(place(0), e.getMessage());
    }
  }

  private Entry entry(Event event, Place place, String path, int depth) {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, place);
    }
    if (event instanceof AliasEvent alias) {
      return new Broken(place, "is the alias *" + alias.getAlias(), "write the value out");
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    if (depth == DEEPEST) {
      throw new ParserException(
          "", Optional.empty(), "it nests deeper than any plan", event.getStartMark());
    }
    if (start.getTag().isPresent()) {
      skip();
      return tagged(place, start.getTag().get());
    }
    return start instanceof MappingStartEvent
        ? group(place, path, depth)
        : items(place, path, depth);
  }

  private Entry scalar(ScalarEvent scalar, Place place) {
    Optional<String> tag = scalar.getTag();
    if (tag.isPresent()) {
      return tagged(place, tag.get());
    }
    return scalar.isPlain() && NULLS.contains(scalar.getValue())
        ? new Broken(place, "has no value", "give one, or remove the key")
        : new Scalar(place, scalar.getValue());
  }

  private Entry group(Place place, String path, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Event key = events.next(); !(key instanceof CollectionEndEvent); key = events.next()) {
      Place at = at(key);
      String name = key instanceof ScalarEvent word ? word.getValue() : "";
      String below = KeyPath.join(path, name);
      if (name.isEmpty()) {
        entry(key, at, path, depth + 1);
        problems.add(at, path, "", "has a key that is not a word", "write keys as plain words");
      }
      Entry value = entry(events.next(), at, below, depth + 1);
      Optional<Entry> first = Optional.ofNullable(entries.putIfAbsent(name, value));
      first.filter(any -> !name.isEmpty()).ifPresent(other -> reportTwice(other, at, below));
    }
    entries.remove("");
    return new Group(place, entries);
  }

  private Entry items(Place place, String path, int depth) {
    List<Entry> entries = new ArrayList<>();
    for (Event item = events.next(); !(item instanceof CollectionEndEvent); item = events.next()) {
      entries.add(entry(item, at(item), path + "[" + entries.size() + "]", depth + 1));
    }
    return new Items(place, entries);
  }

  /** Passes over the rest of the collection that has just begun. */
  private void skip() {
    for (int open = 1; open > 0; ) {
      Event event = events.next();
      if (event instanceof CollectionStartEvent) {
        open++;
      } else if (event instanceof CollectionEndEvent) {
        open--;
      }
    }
  }

  private void reportTwice(Entry first, Place second, String path) {
    String remedy =
        first.place().equals(second)
            ? "remove one of the two"
            : "remove it here or in line " + first.place().line();
    problems.add(second, path, "", "is given twice", remedy);
  }

  private static Entry tagged(Place place, String tag) {
    return new Broken(place, "has the tag " + tag, "remove the tag, plans have none");
  }

  private Entry unreadable(Place place, String why) {
    String remedy =
        path.isEmpty()
            ? "check the indentation (spaces, no tabs), colons, brackets and quotes here and just "
                + "above"
            : "check colons, commas, brackets and quotes";
    return new Broken(place, "cannot be read, " + why, remedy);
  }

  private Place at(Event event) {
    return place(event.getStartMark().orElseThrow().getLine() + 1);
  }

  private Place place(int line) {
    return places.apply(line);
  }
}
