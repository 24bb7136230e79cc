package io.lamina.zoo.registry.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lamina.zoo.storage.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * A file system in memory that loses answers, delays requests, refuses some, lists in any order,
 * and kills whoever asks. All of it depends on a seed. What it decides, it decides in one step, as
 * HDFS and object stores do.
 */
public final class SimulatedStore implements FileTree {
  private static final Path ROOT = new Path("sim:/registry");

  private final NavigableMap<String, Node> nodes = new TreeMap<>();
  private final List<Late> late = new ArrayList<>();
  private final Random random;
  private final Baton baton;
  private final Set<Thread> dead = new HashSet<>();
  private final double faults;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean quiet;

  /** A file's bytes, each as a character, or a directory. */
  private record Node(boolean directory, String content, Instant modified) {}

  /** A request that arrives when its answer is awaited no more. */
  private record Late(Instant at, Runnable request) {}

  /** Whoever is killed does nothing more. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /**
   * @param faults how probable each kind of fault is in a step
   */
  public SimulatedStore(Random random, Baton baton, double faults) {
    this.random = random;
    this.baton = baton;
    this.faults = faults;
  }

  /** A registry's place on a file system that renames. */
  public Place renaming() {
    return new Place(ROOT, this, new CreationByRename(this, this::move));
  }

  /** A registry's place on an object store. */
  public Place conditional() {
    return new Place(ROOT, this, new CreationByCondition(this, this::condition));
  }

  /** From here on nothing fails; what is late arrives. */
  public void calm(Duration pause) {
    quiet = true;
    now = now.plus(pause);
    deliver();
  }

  /** All files. */
  public List<String> files() {
    return nodes.entrySet().stream()
        .filter(node -> !node.getValue().directory())
        .map(node -> node.getKey())
        .toList();
  }

  @Override
  public List<StoredItem> list(Path directory) throws IOException {
    step();
    refuse("list");
    String prefix = key(directory) + "/";
    List<StoredItem> items = new ArrayList<>();
    below(key(directory))
        .forEach(
            (path, node) -> {
              String name = path.substring(prefix.length());
              if (name.indexOf('/') < 0) {
                items.add(new StoredItem(name, node.directory(), node.modified()));
              }
            });
    Collections.shuffle(items, random);
    return items;
  }

  @Override
  public InputStream open(Path file) throws IOException {
    step();
    refuse("open");
    Node node = nodes.get(key(file));
    if (node == null || node.directory()) {
      throw new FileNotFoundException(file + " is not there");
    }
    return new ByteArrayInputStream(node.content().getBytes(ISO_8859_1));
  }

  @Override
  public long write(Path file, boolean replaces, WholeFile.Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    step();
    if (!replaces && nodes.containsKey(key(file))) {
      throw new IOException(file + " is there");
    }
    // Half of the file is there when its writer is killed, or when the disk refuses the rest.
    put(file, java.util.Arrays.copyOf(out.toByteArray(), out.size() / 2));
    step();
    if (drawn()) {
      nodes.remove(key(file));
      throw new IOException("the disk refused " + file);
    }
    put(file, out.toByteArray());
    return out.size();
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    step();
    refuse("make");
    directories(key(directory));
  }

  @Override
  public void delete(Path path) throws IOException {
    step();
    refuse("delete");
    below(key(path)).clear();
    nodes.remove(key(path));
  }

  @Override
  public Instant modified(Path file) throws IOException {
    step();
    Node node = nodes.get(key(file));
    if (node == null) {
      throw new FileNotFoundException(file + " is not there");
    }
    return node.modified();
  }

  @Override
  public boolean isDirectory(Path path) {
    step();
    Node node = nodes.get(key(path));
    return node != null && node.directory();
  }

  private boolean move(Path from, Path to) throws IOException {
    return decided(() -> moved(key(from), key(to)));
  }

  private boolean condition(Path file, byte[] content) throws IOException {
    return decided(() -> created(file, content));
  }

  private interface Decision {
    /** 1: done. 0: the name is taken. -1: there is nothing to move. */
    int make();
  }

  /** What decides between writers: done, refused, done without an answer, or done later. */
  private boolean decided(Decision decision) throws IOException {
    step();
    if (drawn()) {
      throw new IOException("not permitted");
    }
    if (drawn()) {
      throw new OutcomeUnknownException(new IOException("the request got lost"));
    }
    if (drawn()) {
      late.add(new Late(now.plusSeconds(random.nextInt(1000)), decision::make));
      throw new OutcomeUnknownException(new IOException("no answer in time"));
    }
    int outcome = decision.make();
    if (outcome < 0) {
      throw new OutcomeUnknownException(new IOException("the source is gone"));
    }
    if (drawn()) {
      throw new OutcomeUnknownException(new IOException("the answer got lost"));
    }
    // The answer got lost, and the client asked again by itself.
    return outcome == 1 && !drawn();
  }

  private int moved(String from, String to) {
    if (nodes.containsKey(to)) {
      return 0;
    }
    if (!nodes.containsKey(from)) {
      return -1;
    }
    directories(to.substring(0, to.lastIndexOf('/')));
    nodes.put(to, nodes.remove(from));
    NavigableMap<String, Node> inside = new TreeMap<>(below(from));
    below(from).clear();
    inside.forEach((path, node) -> nodes.put(to + path.substring(from.length()), node));
    return 1;
  }

  private int created(Path file, byte[] content) {
    if (nodes.containsKey(key(file))) {
      return 0;
    }
    put(file, content);
    return 1;
  }

  private void put(Path file, byte[] content) {
    directories(key(file.getParent()));
    nodes.put(key(file), new Node(false, new String(content, ISO_8859_1), now));
  }

  private void directories(String path) {
    if (!path.isEmpty()) {
      directories(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
      nodes.putIfAbsent(path, new Node(true, "", now));
    }
  }

  private NavigableMap<String, Node> below(String directory) {
    return nodes.subMap(directory + "/", false, directory + "0", false);
  }

  private static String key(Path path) {
    return path.toUri().getPath();
  }

  private void refuse(String what) throws IOException {
    if (drawn()) {
      throw new IOException("cannot " + what);
    }
  }

  private boolean drawn() {
    return !quiet && random.nextDouble() < faults;
  }

  private void step() {
    if (!quiet) {
      baton.pass();
      now = now.plusSeconds(1);
      deliver();
      if (dead.contains(Thread.currentThread()) || random.nextDouble() < faults / 3) {
        dead.add(Thread.currentThread());
        throw new Killed();
      }
    }
  }

  private void deliver() {
    List<Late> due = late.stream().filter(request -> request.at().isBefore(now)).toList();
    late.removeAll(due);
    due.forEach(request -> request.request().run());
  }
}
