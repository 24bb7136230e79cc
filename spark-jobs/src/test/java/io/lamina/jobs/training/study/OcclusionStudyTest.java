package io.lamina.jobs.training.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.report.pictures.Mistake;
import io.lamina.jobs.report.pictures.Occlusion;
import io.lamina.jobs.report.pictures.Occlusions;
import io.lamina.jobs.training.sample.TestExamples;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.DeviceChoice;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OcclusionStudyTest {
  private static final int SIDE = 10;
  private static final Shape IMAGE = new Shape(2, SIDE, SIDE);
  private static final int PLACE = 7 * SIDE + 2;
  private static final int SPOT = PLACE * 2 + 1;
  private static final Offset<Double> NEAR = Offset.offset(1e-6);

  /** It takes a picture for class 1 if the second channel is bright at one place. */
  private static TrainedNetwork classifier() {
    Stack stack = new Stack(IMAGE, List.of()).withSoftmax(2);
    float[] parameters = new float[stack.parameterCount()];
    parameters[IMAGE.size() + SPOT] = 6;
    parameters[parameters.length - 1] = -3;
    return new TrainedNetwork(stack, parameters);
  }

  /** Thirty pictures: two of three have the spot and are of class 1, one of three has class 0. */
  private static TestExamples examples() {
    MiniBatch batch = new MiniBatch(IMAGE.size(), 30);
    for (int i = 0; i < 30; i++) {
      boolean bright = i % 3 > 0;
      batch.values()[i * IMAGE.size()] = i;
      batch.values()[i * IMAGE.size() + SPOT] = bright ? 1 : 0;
      batch.labels()[i] = bright ? 1 : 0;
    }
    batch.size(30);
    return new TestExamples(List.of(batch));
  }

  private final Device device = Devices.find().here(DeviceChoice.AUTO);

  private static double probability(double value) {
    return 1 / (1 + Math.exp(3 - 6 * value));
  }

  @Test
  void thePlantedSpotIsWhatAPredictionRestsOn() {
    Occlusions occlusions =
        new OcclusionStudy(classifier(), IMAGE).of(examples(), List.of(), device);

    // The second channel's mean: twenty spots in thirty pictures.
    double covered = probability(20.0 / (30 * SIDE * SIDE));
    assertThat(occlusions.side()).isEqualTo(2);
    assertThat(occlusions.maps().stream().map(each -> each.image()[0]))
        .as("the first that are right")
        .containsExactly(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f);
    Occlusion bright = occlusions.maps().get(1);
    assertThat(bright.judged()).isEqualTo(1);
    assertThat(bright.probability()).isCloseTo(probability(1), NEAR);
    assertThat(bright.lowest()).isCloseTo(covered, NEAR);
    assertThat((double) bright.falls()[PLACE]).isCloseTo(probability(1) - covered, NEAR);
    assertThat((double) bright.falls()[PLACE + 1])
        .as("half of the squares that cover it cover the spot, too")
        .isCloseTo((probability(1) - covered) / 2, NEAR);
    assertThat((double) bright.falls()[PLACE + 2]).isCloseTo(0, NEAR);
    assertThat(bright.falls()).hasSize(SIDE * SIDE);
  }

  @Test
  void aMistakeHasAMapForWhatItWasTakenForAndForWhatItIs() {
    float[] image = new float[IMAGE.size()];
    image[SPOT] = 1;
    Mistake mistake = new Mistake(image, 0, 1);

    List<Occlusion> maps =
        new OcclusionStudy(classifier(), IMAGE)
            .of(examples(), List.of(mistake, mistake, mistake, mistake, mistake), device)
            .maps();

    assertThat(maps).hasSize(8 + 2 * 4);
    Occlusion predicted = maps.get(8);
    Occlusion actual = maps.get(9);
    assertThat(List.of(predicted.judged(), predicted.actual())).containsExactly(1, 0);
    assertThat(List.of(actual.judged(), actual.actual())).containsExactly(0, 0);
    assertThat(predicted.falls()[PLACE]).isGreaterThan(0.8f);
    assertThat((double) actual.falls()[PLACE]).isCloseTo(-predicted.falls()[PLACE], NEAR);
  }
}
