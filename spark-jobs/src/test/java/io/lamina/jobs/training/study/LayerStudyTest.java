package io.lamina.jobs.training.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.jobs.run.LayerHealth;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.DeviceChoice;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Examples of three independent values with means of 1, 2 and 3. */
class LayerStudyTest {
  private static final int INPUTS = 3;

  @Test
  void unitsAreCountedAndDirectionsToo() {
    // Four units: of no weights, two that hear the first value, one that hears the second.
    TrainedNetwork up =
        network(INPUTS, 4, Activation.LINEAR, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0);
    TrainedNetwork nothing = network(4, INPUTS, Activation.LINEAR, new float[15]);

    LayerHealth health = look(up, nothing, true);

    assertThat(health.units()).isEqualTo(4);
    assertThat(health.dead()).isEqualTo(1);
    assertThat(health.duplicates()).isEqualTo(1);
    assertThat(health.saturated()).isZero();
    assertThat(health.rank()).as("two directions, one of them stronger").isBetween(1.2, 2.0);
    assertThat(health.inputRank()).isCloseTo(3, within(0.1));
    assertThat(health.explained()).as("zeros are worse than the means").isLessThan(-1);
  }

  @Test
  void aReconstructionOfAllExplainsAllAndTheMeansNothing() {
    TrainedNetwork same =
        network(INPUTS, INPUTS, Activation.LINEAR, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0);
    TrainedNetwork means =
        network(INPUTS, INPUTS, Activation.LINEAR, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3);

    assertThat(look(same, same, true).explained()).isCloseTo(1, within(1e-9));
    assertThat(look(same, means, true).explained()).isCloseTo(0, within(0.02));
    assertThat(look(same, same, false).explained()).isNaN();
  }

  @Test
  void unitsAtAnEndAreSaturated() {
    TrainedNetwork up = network(INPUTS, 1, Activation.SIGMOID, 1000, 0, 0, -1000);
    TrainedNetwork nothing = network(1, INPUTS, Activation.LINEAR, new float[6]);

    assertThat(look(up, nothing, true).saturated()).isEqualTo(1);
  }

  private static LayerHealth look(TrainedNetwork up, TrainedNetwork down, boolean reconstructs) {
    return LayerStudy.look(
        up, down, reconstructs, examples(), Devices.find().here(DeviceChoice.AUTO));
  }

  /** Of one layer: the weights of each unit, then the biases. */
  private static TrainedNetwork network(
      int inputs, int units, Activation activation, float... parameters) {
    Dense layer = Dense.of(Shape.plain(inputs), units, activation);
    return new TrainedNetwork(new Stack(Shape.plain(inputs), List.of(layer)), parameters);
  }

  private static MiniBatch examples() {
    Random random = new Random(1);
    MiniBatch batch = new MiniBatch(INPUTS, 400);
    for (int i = 0; i < 400 * INPUTS; i++) {
      batch.values()[i] = (float) (1 + i % INPUTS + random.nextGaussian());
    }
    batch.size(400);
    return batch;
  }
}
