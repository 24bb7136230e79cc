package io.lamina.jobs.scoring;

import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.registry.ModelRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What DL4J alone makes of lines of {@link SampleModel#table}, with a version's files. */
final class Expected {
  private final PublishedNetwork version;
  private final MultiLayerNetwork network;
  private final MultiLayerNetwork encoder;
  private final MultiLayerNetwork decoder;

  Expected(PublishedNetwork version) {
    this.version = version;
    this.network = load("network.zip");
    this.encoder = load("encoder.zip");
    this.decoder = load("decoder.zip");
  }

  private MultiLayerNetwork load(String file) {
    Path registry = Path.of(URI.create(version.version().location())).resolve("../..");
    try (InputStream in =
        ModelRegistry.at(registry.normalize().toUri().toString(), new Configuration())
            .open(version.version(), file)) {
      return ModelSerializer.restoreMultiLayerNetwork(in, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is made of a line. */
  static final class Row {
    final float[] probabilities;
    final float[] codes;
    final double error;

    /** The number of the class that it is taken for. */
    final int prediction;

    /** The number of its class. */
    final int label;

    private Row(float[] probabilities, float[] codes, double error, int label) {
      this.probabilities = probabilities;
      this.codes = codes;
      this.error = error;
      this.prediction = highest(probabilities);
      this.label = label;
    }
  }

  List<Row> rows(List<String> lines) {
    float[][] inputs = lines.stream().map(this::inputs).toArray(float[][]::new);
    INDArray examples = Nd4j.create(inputs);
    INDArray probabilities = network.output(examples);
    INDArray codes = encoder.output(examples);
    INDArray reconstructions = decoder.output(codes);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      rows.add(
          new Row(
              probabilities.getRow(i).toFloatVector(),
              codes.getRow(i).toFloatVector(),
              error(inputs[i], reconstructions.getRow(i).toFloatVector()),
              label(lines.get(i))));
    }
    return rows;
  }

  private static double error(float[] values, float[] others) {
    double error = 0;
    for (int i = 0; i < values.length; i++) {
      error += Math.pow((double) values[i] - others[i], 2);
    }
    return error;
  }

  private static int label(String line) {
    return SampleModel.CLASSES.indexOf(line.substring(line.lastIndexOf(',') + 1));
  }

  private static int highest(float[] values) {
    int highest = 0;
    for (int i = 1; i < values.length; i++) {
      highest = values[i] > values[highest] ? i : highest;
    }
    return highest;
  }

  private float[] inputs(String line) {
    String[] cells = line.split(",", -1);
    List<String> categories = version.input().columns().get(2).categories();
    double[] values = new double[2 + categories.size()];
    values[0] = Double.parseDouble(cells[1]);
    values[1] = Double.parseDouble(cells[2]);
    values[2 + categories.indexOf(cells[3])] = 1;
    version.input().apply(values);
    float[] inputs = new float[values.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) values[i];
    }
    return inputs;
  }
}
