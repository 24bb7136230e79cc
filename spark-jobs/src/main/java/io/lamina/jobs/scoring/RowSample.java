package io.lamina.jobs.scoring;

import java.io.Serializable;
import java.util.List;

/**
 * The first rows of a data set, and what a network makes of them. The arrays are not copied.
 *
 * @param inputs of each row, as the network reads them
 * @param outputs of the network, of each row: the classes' probabilities, or the reconstruction
 * @param codes of each layer of the encoder, the lowest first: row after row
 * @param duplicates of each of these layers: the units among the compared ones that have nearly the
 *     weights of an earlier one
 */
public record RowSample(
    List<float[]> inputs, List<float[]> outputs, List<float[]> codes, List<Duplicates> duplicates)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public RowSample {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    codes = List.copyOf(codes);
    duplicates = List.copyOf(duplicates);
  }

  /**
   * Units that do the same.
   *
   * @param compared with each other, the first of the layer
   * @param found to be like an earlier one
   */
  public record Duplicates(int compared, int found) implements Serializable {
    private static final long serialVersionUID = 1;
  }
}
