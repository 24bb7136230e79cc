package io.lamina.runtime.cuda;

import io.lamina.runtime.cuda.driver.Resources;
import io.lamina.runtime.cuda.driver.Stream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps that occur again and again, as graphs. A step runs as it is when it is seen first,
 * which loads whatever code it needs, and is captured when it is seen again.
 */
final class CapturedSteps {
  /** Full and smaller mini-batches, measured or not: more than a round has. */
  private static final int MOST = 16;

  private static final float LOAD = 0.75f;

  private final Stream stream;

  /** The least recently used first. */
  private final Map<List<Call>, Optional<Graph>> seen = new LinkedHashMap<>(MOST, LOAD, true);

  CapturedSteps(Stream stream, Resources resources) {
    this.stream = stream;
    resources.taken(() -> seen.values().forEach(graph -> graph.ifPresent(Graph::close)));
  }

  void run(List<Call> calls) {
    Optional<Graph> known = seen.get(calls);
    if (known == null) {
      makeRoom();
      seen.put(new ArrayList<>(calls), Optional.empty());
      calls.forEach(Call::issue);
    } else {
      Graph graph = known.orElseGet(() -> new Graph(stream, calls));
      seen.replace(calls, Optional.of(graph));
      graph.launch();
    }
  }

  private void makeRoom() {
    if (seen.size() == MOST) {
      Iterator<Optional<Graph>> eldest = seen.values().iterator();
      Optional<Graph> graph = eldest.next();
      stream.finish();
      graph.ifPresent(Graph::close);
      eldest.remove();
    }
  }
}
