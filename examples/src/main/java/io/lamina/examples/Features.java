package io.lamina.examples;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Prints what the pretrained layers make of every example of a file: features for other use. */
public final class Features {
  private Features() {}

  /**
   * Prints a line for every example, after what the {@code preprocessing.json} beside the network
   * says happens to it.
   *
   * @param args the {@code encoder.zip} of a published version, and a file of examples: values as
   *     the plan's unlabeled source has them
   */
  public static void main(String[] args) throws IOException {
    new TwoFiles("Features encoder.zip examples.csv", Features::print).run(args);
  }

  static void print(File file, ExampleFile lines, PrintStream out) throws IOException {
    float[][] examples = Preprocessing.beside(file).rows(lines);
    MultiLayerNetwork encoder = MultiLayerNetwork.load(file, false);
    INDArray features = encoder.output(Nd4j.create(examples)); // features of an example a row
    for (int i = 0; i < examples.length; i++) {
      double[] row = features.getRow(i).toDoubleVector();
      out.println(Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(",")));
    }
  }
}
