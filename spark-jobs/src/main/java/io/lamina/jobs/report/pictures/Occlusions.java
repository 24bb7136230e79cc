package io.lamina.jobs.report.pictures;

import java.io.Serializable;
import java.util.List;

/**
 * What the predictions of a few examples rest on.
 *
 * @param side of the grey square, in pixels; without meaning where there are no maps
 * @param maps of the examples
 */
public record Occlusions(int side, List<Occlusion> maps) implements Serializable {
  private static final long serialVersionUID = 1;

  public Occlusions {
    maps = List.copyOf(maps);
  }

  /** Of a network that classifies nothing, or no pictures. */
  public static Occlusions none() {
    return new Occlusions(0, List.of());
  }
}
