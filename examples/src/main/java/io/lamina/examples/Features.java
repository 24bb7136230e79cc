package io.lamina.examples;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Prints what the pretrained layers make of every example of a file: features for other use. */
public final class Features {
  private Features() {}

  /**
   * Prints a line for every example.
   *
   * @param args the {@code encoder.zip} of a published version, and a file of examples
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: Features encoder.zip examples.csv");
      System.exit(2);
    }
    print(new File(args[0]), new ExampleFile(Path.of(args[1])).rows(), System.out);
  }

  static void print(File file, float[][] examples, PrintStream out) throws IOException {
    MultiLayerNetwork encoder = MultiLayerNetwork.load(file, false);
    INDArray features = encoder.output(Nd4j.create(examples)); // features of an example a row
    for (int i = 0; i < examples.length; i++) {
      double[] row = features.getRow(i).toDoubleVector();
      out.println(Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(",")));
    }
  }
}
