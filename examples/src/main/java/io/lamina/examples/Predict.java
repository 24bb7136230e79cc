package io.lamina.examples;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Prints the class of every example of a file, and how sure the network is of it. */
public final class Predict {
  private Predict() {}

  /**
   * Prints a line for every example.
   *
   * @param args the {@code network.zip} of a published version, and a file of examples
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: Predict network.zip examples.csv");
      System.exit(2);
    }
    print(new File(args[0]), new ExampleFile(Path.of(args[1])).rows(), System.out);
  }

  static void print(File file, float[][] examples, PrintStream out) throws IOException {
    MultiLayerNetwork network = MultiLayerNetwork.load(file, false);
    INDArray probabilities = network.output(Nd4j.create(examples)); // an example a row
    INDArray classes = probabilities.argMax(1);
    for (int i = 0; i < examples.length; i++) {
      int label = classes.getInt(i);
      out.printf("%d %.3f%n", label, probabilities.getDouble(i, label));
    }
  }
}
