package io.lamina.zoo.geometry;

import java.io.Serializable;
import java.util.List;

/**
 * What a layer looks like: the shapes of what it reads and gives, its non-linearity, and its
 * parameters. Each kind of layer is a record of its own. Immutable.
 */
public interface Layer extends Serializable {
  /** The shape of what it reads. */
  Shape input();

  /** The shape of its codes. */
  Shape output();

  /** The non-linearity of its units. */
  Activation activation();

  /** Its parameters, in the order of a vector of them; none where a layer has nothing to learn. */
  List<Block> blocks();

  /**
   * The layer that leads back: it reads what this one gives, and gives what this one reads.
   *
   * @param activation of its units
   */
  Layer mirror(Activation activation);

  /**
   * The weights of {@link #mirror} that do the opposite of a layer's.
   *
   * @param weights laid out as this layer's
   * @return laid out as the mirror's
   */
  float[] mirrored(float[] weights);

  /** Whether it has something to learn. */
  default boolean learns() {
    return !blocks().isEmpty();
  }

  /** Its units: all of them, or of maps the kinds of them, of which each place has one. */
  default int units() {
    return output().channels();
  }

  /** The values of the work space that it takes to put one example through it. */
  default long workSpace() {
    return 0;
  }

  /** One of its blocks; the layer must have it. */
  default Block block(String name) {
    return blocks().stream()
        .filter(block -> block.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(this + " has no " + name));
  }

  /** The number of its parameters, which may be more than fit into a vector. */
  default long parameterCount() {
    return blocks().stream().mapToLong(Block::size).sum();
  }
}
