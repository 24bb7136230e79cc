package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.reason.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * A log that is only ever appended to: a directory with a file for each entry, {@code
 * 00000001.json}, {@code 00000002.json}, … Entry n+1 is created only if it is absent, so of several
 * writers that know entry n, one appends. Any number of threads and processes may use a log.
 */
public final class NumberedLog {
  private static final int FORMAT = 1;
  private static final Pattern NAME = Pattern.compile("([0-9]{8})\\.json");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final Path directory;
  private final FileTree tree;
  private final Creation creation;

  /**
   * @param directory of the log, which need not exist yet
   */
  public NumberedLog(Place place, Path directory) {
    this.directory = requireNonNull(directory, "directory is null");
    this.tree = place.tree();
    this.creation = place.creation();
  }

  /**
   * The entry with the highest number, if there is any.
   *
   * @throws IOException if it cannot be read: an older one is never taken for it
   */
  public Optional<LogEntry> last() throws IOException {
    OptionalInt listed = numbers().stream().mapToInt(Integer::intValue).max();
    Optional<LogEntry> last = listed.isPresent() ? find(listed.getAsInt()) : Optional.empty();
    // A listing may be older than the newest entries.
    Optional<LogEntry> next = find(listed.orElse(0) + 1);
    while (next.isPresent()) {
      last = next;
      next = find(last.get().number() + 1);
    }
    if (last.isEmpty() && listed.isPresent()) {
      throw new IOException(file(listed.getAsInt()) + " is missing");
    }
    return last;
  }

  /** All entries, the first first. */
  public List<LogEntry> all() throws IOException {
    int count = last().map(LogEntry::number).orElse(0);
    List<LogEntry> entries = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      int missing = number;
      entries.add(find(number).orElseThrow(() -> new IOException(file(missing) + " is missing")));
    }
    return entries;
  }

  /**
   * Appends an entry, unless somebody else has appended one with this number.
   *
   * @param number one more than that of the last entry which the writer knows
   * @param fields what JSON can hold
   * @return the entry; empty if another has the number
   * @throws OutcomeUnknownException if it may be there, or may still come to be
   * @throws IOException if it is not there and will not be
   */
  public Optional<LogEntry> append(int number, Map<String, Object> fields) throws IOException {
    LogEntry entry = new LogEntry(number, UUID.randomUUID().toString(), fields);
    return isOurs(entry) ? Optional.of(entry) : Optional.empty();
  }

  private boolean isOurs(LogEntry entry) throws IOException {
    Path file = file(entry.number());
    byte[] json = json(entry);
    boolean created;
    try {
      created = creation.create(file, json);
    } catch (OutcomeUnknownException e) {
      return readBack(entry, e);
    }
    return created
        || readBack(
            entry,
            new OutcomeUnknownException(new IOException(file + " is there, and cannot be read")));
  }

  /** Whose an entry is that may be ours. */
  private boolean readBack(LogEntry entry, OutcomeUnknownException unknown) throws IOException {
    try {
      Optional<Boolean> ours = holds(entry);
      if (ours.isPresent()) {
        return ours.get();
      }
    } catch (IOException e) {
      unknown.addSuppressed(e);
    }
    throw unknown;
  }

  /** Whether the file of the entry's number holds this entry; empty if there is no such file. */
  private Optional<Boolean> holds(LogEntry entry) throws IOException {
    return find(entry.number()).map(there -> there.id().equals(entry.id()));
  }

  private List<Integer> numbers() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (StoredItem item : tree.list(directory)) {
      Matcher matcher = NAME.matcher(item.name());
      if (matcher.matches()) {
        numbers.add(Integer.parseInt(matcher.group(1)));
      }
    }
    return numbers;
  }

  private Optional<LogEntry> find(int number) throws IOException {
    Path file = file(number);
    try (InputStream in = tree.open(file)) {
      return Optional.of(parse(number, file, in.readAllBytes()));
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    }
  }

  private Path file(int number) {
    return new Path(directory, String.format(Locale.ROOT, "%08d.json", number));
  }

  private static byte[] json(LogEntry entry) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("number", entry.number());
    root.put("id", entry.id());
    root.set("entry", JSON.valueToTree(entry.fields()));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  private static LogEntry parse(int number, Path file, byte[] json) throws IOException {
    try {
      JsonNode root = JSON.readTree(json);
      if (!root.path("entry").isObject()
          || !root.path("id").isTextual()
          || root.path("number").asInt() != number) {
        throw new IOException(file + " is damaged: it is not entry " + number + " of a log");
      }
      if (root.path("format").asInt() != FORMAT) {
        throw new IOException(
            file + " has format " + root.path("format") + ", only 1 is known (use a newer Lamina)");
      }
      return new LogEntry(
          number, root.path("id").textValue(), JSON.convertValue(root.path("entry"), MAP));
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is damaged: " + new Reason(e).text(), e);
    }
  }
}
