package io.lamina.examples;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Prints the class of every example of a file, and how sure the network is of it. */
public final class Predict {
  private Predict() {}

  /**
   * Prints a line for every example, after what the {@code preprocessing.json} beside the network
   * says happens to it.
   *
   * @param args the {@code network.zip} of a published version, and a file of examples: values as
   *     the plan's unlabeled source has them
   */
  public static void main(String[] args) throws IOException {
    new TwoFiles("Predict network.zip examples.csv", Predict::print).run(args);
  }

  static void print(File file, ExampleFile lines, PrintStream out) throws IOException {
    float[][] examples = Preprocessing.beside(file).rows(lines);
    MultiLayerNetwork network = MultiLayerNetwork.load(file, false);
    INDArray probabilities = network.output(Nd4j.create(examples)); // an example a row
    INDArray classes = probabilities.argMax(1);
    ClassNames names = ClassNames.beside(file);
    for (int i = 0; i < examples.length; i++) {
      int label = classes.getInt(i);
      out.printf(Locale.ROOT, "%s %.3f%n", names.of(label), probabilities.getDouble(i, label));
    }
  }
}
