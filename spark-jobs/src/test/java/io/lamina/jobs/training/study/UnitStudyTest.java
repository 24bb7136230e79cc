package io.lamina.jobs.training.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.report.pictures.Excitation;
import io.lamina.jobs.report.pictures.LayerPictures;
import io.lamina.jobs.training.sample.TestExamples;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.train.Initialization;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.DeviceChoice;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class UnitStudyTest {
  private static final int INPUTS = 4;
  private static final Stack STACK =
      new Stack(Shape.plain(INPUTS), List.of())
          .with(Dense.of(Shape.plain(INPUTS), 4, Activation.SIGMOID))
          .with(Dense.of(Shape.plain(4), 2, Activation.TANH));

  /**
   * The first layer: a dead unit, one for each of the first two inputs, and a copy of the last. The
   * second: the first input against the second, and a unit of no weights.
   */
  private static final float[] PARAMETERS = {
    0, 0, 0, 0, 3, 0, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, /* biases */ 0, -1, -1, -1, 0, 1, -1, 0, 0, 0,
    0, 0, /* biases */ 0, 0
  };

  /** Thirty examples in two batches; the k-th has k/30 as its first value, the rest is constant. */
  private static TestExamples examples() {
    return new TestExamples(List.of(batch(0, 20), batch(20, 10)));
  }

  private static MiniBatch batch(int first, int count) {
    MiniBatch batch = new MiniBatch(INPUTS, 20);
    for (int i = 0; i < count; i++) {
      batch.values()[i * INPUTS] = (first + i) / 30f;
      batch.values()[i * INPUTS + 1] = (first + i) % 2;
      batch.values()[i * INPUTS + 2] = 0.5f;
    }
    batch.size(count);
    return batch;
  }

  private final List<LayerPictures> layers =
      new UnitStudy(STACK, PARAMETERS, examples(), Devices.find().here(DeviceChoice.AUTO)).layers();

  @Test
  void deadAndDuplicateUnitsAreCountedByLayer() {
    assertThat(layers).hasSize(2);
    assertThat(layers.get(0).counts().dead().units()).isEqualTo(1);
    assertThat(layers.get(0).counts().duplicate().units()).isEqualTo(1);
    assertThat(layers.get(1).counts().dead().units()).isEqualTo(1);
    assertThat(layers.get(1).counts().duplicate().units()).isZero();
    assertThat(layers.get(0).counts().examples()).isEqualTo(30);
  }

  @Test
  void theExamplesThatExciteALiveUnitMostAreFoundInAllBatches() {
    Excitation excitation = layers.get(0).excitations().get(0);

    assertThat(layers.get(0).excitations().stream().map(Excitation::unit))
        .as("not the dead one")
        .containsExactly(1, 2, 3);
    assertThat(excitation.examples().stream().map(example -> example[0]))
        .containsExactly(
            29 / 30f, 28 / 30f, 27 / 30f, 26 / 30f, 25 / 30f, 24 / 30f, 23 / 30f, 22 / 30f,
            21 / 30f);
    assertThat(excitation.codes().get(0)).isCloseTo((float) (1 / (1 + Math.exp(1 - 2.9))), NEAR);
  }

  private static final Offset<Float> NEAR = Offset.offset(1e-5f);

  @Test
  void whatSetsThemApartIsMeasuredInStandardDeviations() {
    float[] contrast = layers.get(0).excitations().get(0).contrast();

    // Uniform on 0 … 29: its mean is 14.5, its variance (30² - 1) / 12; that of 21 … 29 is 25.
    assertThat(contrast[0]).isCloseTo((float) (10.5 / Math.sqrt(899 / 12.0)), NEAR);
    assertThat(contrast[1]).isCloseTo((5 / 9f - 0.5f) / 0.5f, NEAR);
    assertThat(contrast[2]).as("constant").isZero();
  }

  @Test
  void aHigherLayersUnitsAreSeenInInputSpace() {
    LayerPictures higher = layers.get(1);

    assertThat(layers.get(0).filters().get(1)).containsExactly(3, 0, 0, 0);
    assertThat(layers.get(0).maximisers()).isEmpty();
    assertThat(higher.filters().get(0)).containsExactly(3, -3, 0, 0);
    assertThat(higher.norm()).isCloseTo(examples().meanNorm(), Offset.offset(0.0));
    assertThat(higher.maximisers().get(0)[0]).isPositive();
    assertThat(higher.maximisers().get(0)[1]).isNegative();
    assertThat(higher.maximisers().get(1)).as("nothing excites it").containsOnly(0);
  }

  @Test
  void ofEveryFilterThePatchesAreShownAndWhatInThemItsResponseComesFrom() {
    Shape image = new Shape(1, 9, 9);
    Convolution lower =
        new Convolution(Window.square(image, 2, 1, Border.VALID), 3, Activation.RECTIFIER);
    Pooling pooling =
        new Pooling(Window.square(lower.output(), 2, 2, Border.VALID), Pooling.Kind.MAX);
    Convolution higher =
        new Convolution(Window.square(pooling.output(), 2, 1, Border.VALID), 14, Activation.TANH);
    Stack stack = new Stack(image, List.of(lower, pooling, higher));
    MiniBatch batch = new MiniBatch(image.size(), 12);
    Random random = new Random(1);
    for (int i = 0; i < batch.values().length; i++) {
      batch.values()[i] = random.nextFloat();
    }
    batch.size(12);

    List<LayerPictures> maps =
        new UnitStudy(
                stack,
                new Initialization(RandomKey.of(2)).stack(stack),
                new TestExamples(List.of(batch)),
                Devices.find().here(DeviceChoice.AUTO))
            .layers();

    assertThat(maps.get(0).excitations()).isNotEmpty();
    assertThat(maps.get(0).excitations())
        .allSatisfy(each -> assertThat(each.projections().deconvolved()).isEmpty());
    assertThat(maps.get(1).excitations()).as("all filters, not only ten").hasSize(14);
    for (Excitation each : maps.get(1).excitations()) {
      assertThat(each.examples()).hasSize(9).allSatisfy(patch -> assertThat(patch).hasSize(25));
      assertThat(each.projections().deconvolved())
          .hasSize(9)
          .allSatisfy(projection -> assertThat(projection).hasSize(25));
      assertThat(each.projections().guided()).hasSize(9);
    }
  }
}
