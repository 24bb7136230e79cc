package io.lamina.jobs.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.data.DataReader;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.published.PublishedNetworks;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Models that tests publish: random weights, and the preprocessing of a plan's data. */
public record SampleModel(Path directory, SparkSession spark) {
  public static final List<String> CLASSES = List.of("low", "middle", "high");

  private static final String PLAN =
      """
      name: sample
      seed: 1
      shards: 2
      data:
      %s  preprocessing: [{kind: standardise}]
      layers:
        - {kind: autoencoder, loss: squared-error, units: 6, epochs: 1, learningRate: 0.1, batchSize: 10}
        - {kind: autoencoder, units: 4, epochs: 1, learningRate: 0.1, batchSize: 10}
      fineTune: {objective: classify, epochs: 1, learningRate: 0.1, batchSize: 10}
      publish: {model: sample}
      """;

  /** A table with a header, a column that is no input, and classes that have names. */
  public static final String NAMED_CSV =
      data(
          "{format: csv, path: train.csv, header: true, raw: true, label: kind, labels: [low,"
              + " middle, high], columns: [{column: id, kind: ignored}, {column: colour, kind:"
              + " categorical}]}");

  /** The keys of a plan that has one source in all places. */
  public static String data(String source) {
    return """
      unlabeled: %1$s
      labeled: %1$s
      test: %1$s
      classes: 3
    """
        .formatted(source);
  }

  /**
   * Publishes a version.
   *
   * @param data the plan's keys of its sources
   * @param seed of the weights
   */
  public PublishedNetwork publish(String data, long seed) {
    TrainingPlan plan =
        new PlanReader().read(new PlanText("sample", PLAN.formatted(data)), List.of());
    Preprocessor input;
    try (DataReader reader = reader(plan)) {
      input = reader.preprocessor();
    }
    Stack up = encoder(input.inputs());
    ModelRegistry registry = registry();
    return new PublishedNetworks(registry)
        .read(
            registry.publish(
                "sample",
                Map.of(),
                List.of(
                    file("network.zip", random(up.withSoftmax(3), seed)),
                    file("encoder.zip", random(up, seed + 1)),
                    file("decoder.zip", random(decoder(input.inputs()), seed + 2)),
                    new ArtifactFile("preprocessing.json", out -> out.write(input.toJson())),
                    new ArtifactFile(
                        "plan.yaml", out -> out.write(PLAN.formatted(data).getBytes(UTF_8))))));
  }

  public DataReader reader(TrainingPlan plan) {
    return new DataReader(plan, directory.toString(), spark, 1, note -> {});
  }

  public ModelRegistry registry() {
    return ModelRegistry.at(directory.resolve("models").toUri().toString(), new Configuration());
  }

  private static ArtifactFile file(String name, TrainedNetwork network) {
    return new ArtifactFile(name, network::writeDl4j);
  }

  private static Stack encoder(int inputs) {
    return new Stack(Shape.plain(inputs), List.of())
        .with(Dense.of(Shape.plain(inputs), 6, Activation.SIGMOID))
        .with(Dense.of(Shape.plain(6), 4, Activation.SIGMOID));
  }

  private static Stack decoder(int inputs) {
    return new Stack(Shape.plain(4), List.of())
        .with(Dense.of(Shape.plain(4), 6, Activation.SIGMOID))
        .with(Dense.of(Shape.plain(6), inputs, Activation.LINEAR));
  }

  private static TrainedNetwork random(Stack stack, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] parameters = new float[stack.parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextDouble(-1, 1);
    }
    return new TrainedNetwork(stack, parameters);
  }

  /** Lines of the table of {@link #NAMED_CSV}, below its header. */
  public static String[] table(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] lines = new String[rows + 1];
    lines[0] = "id,width,height,colour,kind";
    for (int i = 1; i < lines.length; i++) {
      lines[i] =
          String.join(
              ",",
              "row-" + (i - 1),
              Double.toString(random.nextDouble(0, 50)),
              Double.toString(random.nextDouble(-3, 3)),
              List.of("red", "green", "blue").get(random.nextInt(3)),
              CLASSES.get(random.nextInt(3)));
    }
    return lines;
  }
}
