package io.lamina.zoo.geometry;

import java.util.List;
import java.util.Optional;

/**
 * A layer that is trained without labels: what learns, and what comes of it in a network, on the
 * way up and on the way back. Immutable.
 */
public interface Pretrained {
  /** What learns, and whose vector holds the parameters. */
  TwoWay learnt();

  /** The layers of a network that come of it, the lowest first. */
  List<Layer> up();

  /** The layers that lead back from {@link #up}'s codes to its input, the highest first. */
  List<Layer> down();

  /** The parameters of {@link #up}, as a stack has them, of what was learnt. */
  default float[] upParameters(float[] vector) {
    return learnt().encoderParameters(vector);
  }

  /** The parameters of {@link #down}, as a stack has them, of what was learnt. */
  float[] downParameters(float[] vector);

  /**
   * What was learnt, of the parameters that came of it.
   *
   * @param up as {@link #upParameters} gives them
   * @param down as {@link #downParameters} gives them
   */
  float[] joined(float[] up, float[] down);

  /**
   * The blocks of the codes of {@link #learnt} in which, while it learns, at most one unit is on;
   * empty if each unit is on or off by itself.
   */
  default Optional<Window> blocks() {
    return Optional.empty();
  }

  /** What it reads. */
  default Shape input() {
    return up().get(0).input();
  }

  /** What it gives. */
  default Shape output() {
    return up().get(up().size() - 1).output();
  }
}
