package io.lamina.jobs.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.source.Examples;
import io.lamina.runtime.analysis.RbmParameters;
import io.lamina.runtime.analysis.RowEvidence;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import io.lamina.zoo.published.PublishedNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LocalSpark.class)
class MachineScorerTest {
  private static final int ROWS = 1300;
  private static final RandomKey KEY = RandomKey.of(3);

  @TempDir private Path directory;
  private final SparkSession spark;
  private final DeviceKind device = Devices.find().here(DeviceChoice.AUTO).kind();

  MachineScorerTest(SparkSession spark) {
    this.spark = spark;
  }

  /** What the cluster gives is what one device says of all rows at once, in their order. */
  @ParameterizedTest
  @EnumSource(Visible.class)
  void everyRowHasItsEvidenceAtItsIndex(Visible visible) {
    new DataFolder(directory, spark).text("train.csv", SampleModel.table(ROWS, 4));
    SampleModel models = new SampleModel(directory, spark);
    PublishedNetwork network = models.publish(SampleModel.NAMED_CSV, 1);
    RbmParameters machine = machine(visible, network.input().inputs());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    try (DataReader reader = models.reader(network.plan())) {
      Examples rows = reader.examples(network.plan().data().test(), network.input());
      RowSample all = new RowSampler(context, device).of(rows, network, ROWS);

      double[] scored =
          new MachineScorer(context, device, KEY).score(rows, network.input(), machine);

      assertThat(scored).hasSize(ROWS);
      assertThat(scored).containsExactly(evidence(machine, all.inputs()), within(1e-4));
    }
  }

  private double[] evidence(RbmParameters machine, List<float[]> rows) {
    float[] values = new float[rows.size() * machine.visible()];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * machine.visible(), machine.visible());
    }
    long[] numbers = LongStream.range(0, rows.size()).toArray();
    try (RowEvidence evidence =
        new RowEvidence(machine, rows.size(), Devices.find().here(DeviceChoice.AUTO).open())) {
      return evidence.of(values, numbers, KEY);
    }
  }

  private static RbmParameters machine(Visible visible, int inputs) {
    int hidden = 7;
    SplittableRandom random = new SplittableRandom(5);
    float[] vector = new float[inputs * hidden + hidden + inputs];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextDouble(-1, 1);
    }
    return new RbmParameters(visible, inputs, hidden, vector);
  }
}
