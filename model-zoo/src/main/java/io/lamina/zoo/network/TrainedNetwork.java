package io.lamina.zoo.network;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.List;

/**
 * A stack of layers and what they learnt: a classifier, an encoder, a decoder. Immutable; any
 * number of threads may use it.
 */
public final class TrainedNetwork implements Serializable {
  private static final long serialVersionUID = 1;

  private final Stack stack;
  private final Parameters parameters;

  /**
   * @param stack its layers
   * @param parameters theirs, in the stack's order; copied
   * @throws IllegalArgumentException if there are more or fewer of them than the stack has, or if
   *     one is not a finite number
   */
  public TrainedNetwork(Stack stack, float[] parameters) {
    this.stack = requireNonNull(stack, "stack is null");
    this.parameters = new Parameters(parameters, stack.parameterCount());
  }

  public Stack stack() {
    return stack;
  }

  /** A copy of the parameters. */
  public float[] parameters() {
    return parameters.values().clone();
  }

  /** Not to be written to. */
  float[] values() {
    return parameters.values();
  }

  /** This network with another on top, which reads what this one gives. */
  public TrainedNetwork then(TrainedNetwork top) {
    Stack both = stack.then(top.stack);
    return new TrainedNetwork(
        both, both.joined(List.of(parameters.values(), top.parameters.values())));
  }

  /**
   * Writes the network as DL4J saves one: {@code MultiLayerNetwork.load} reads the file. Equal
   * networks give equal bytes. Needs an ND4J backend on the class path.
   *
   * @param out stays open
   */
  public void writeDl4j(OutputStream out) throws IOException {
    float[] dl4j = new Dl4jOrder(stack).toDl4j(parameters.values());
    Parameters ordered = new Parameters(dl4j, dl4j.length);
    new Dl4jFile(new Dl4jLayers(stack).configuration(), ordered).writeTo(out);
  }

  /**
   * Reads what {@link #writeDl4j} wrote; the file knows no shapes but those that convolutions read,
   * so any other input is a plain length. Needs an ND4J backend on the class path.
   *
   * @param in stays open
   * @throws IOException if it is not such a file
   */
  public static TrainedNetwork readDl4j(InputStream in) throws IOException {
    Dl4jFile file = Dl4jFile.readFrom(in);
    try {
      Stack stack = Dl4jStack.of(file.configuration());
      float[] own = new Dl4jOrder(stack).fromDl4j(file.parameters().values());
      return new TrainedNetwork(stack, own);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a network that Lamina wrote: " + e.getMessage(), e);
    }
  }
}
