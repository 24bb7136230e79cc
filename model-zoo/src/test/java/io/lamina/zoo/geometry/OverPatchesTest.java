package io.lamina.zoo.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OverPatchesTest {
  private static final Window WINDOW = Window.square(new Shape(2, 6, 6), 2, 2, Border.VALID);
  private static final Convolution CONVOLUTION = new Convolution(WINDOW, 3, Activation.SIGMOID);
  private static final TwoWay LEARNT =
      TwoWay.of(Dense.of(WINDOW.patch(), 3, Activation.SIGMOID), Activation.LINEAR, true);

  private static final Pretrained OF_PATCH = new WholeInput(LEARNT);

  private static float[] vector() {
    float[] vector = new float[LEARNT.parameterCount()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = i + 1;
    }
    return vector;
  }

  @Test
  void theUnitsBecomeTheFilters() {
    OverPatches layer = new OverPatches(OF_PATCH, CONVOLUTION, Optional.empty());
    assertThat(layer.up()).containsExactly(CONVOLUTION);
    float[] up = layer.upParameters(vector());
    assertThat(up).hasSize((int) CONVOLUTION.parameterCount());
    assertThat(up).startsWith(1, 2, 3).endsWith(25, 26, 27);
  }

  @Test
  void onTheWayBackEachChannelHasTheMeanOfThePatchsBias() {
    OverPatches layer = new OverPatches(OF_PATCH, CONVOLUTION, Optional.empty());
    float[] down = layer.downParameters(vector());
    // The visible bias is 28 to 35: of the first channel 28, 30, 32 and 34. No patches overlap.
    assertThat(down).hasSize(24 + 2).endsWith(31, 32);
    assertThat(down).startsWith(1, 9, 17, 2);
  }

  @Test
  void wherePatchesOverlapTheWeightsMakeTheirSumAMean() {
    Window close = Window.square(new Shape(2, 6, 6), 2, 1, Border.VALID);
    Convolution convolution = new Convolution(close, 3, Activation.SIGMOID);
    OverPatches layer = new OverPatches(OF_PATCH, convolution, Optional.empty());
    assertThat(layer.downParameters(vector())).startsWith(1 / 4f, 9 / 4f, 17 / 4f);
  }

  /** A map of 4×4 windows of 2×2 that move by 1: four lie on a place. */
  @Test
  void centroidsBecomeFiltersAndComeBack() {
    Window close = Window.square(new Shape(1, 5, 5), 2, 1, Border.VALID);
    Dense dense = Dense.of(close.patch(), 2, Activation.RECTIFIER);
    Centroids centroids = new Centroids(TwoWay.of(dense, Activation.LINEAR, true));
    Convolution convolution = new Convolution(close, 2, Activation.RECTIFIER);
    OverPatches layer = new OverPatches(centroids, convolution, Optional.empty());
    float[] vector = {3, 0, 4, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0};

    float[] up = layer.upParameters(vector);
    float[] down = layer.downParameters(vector);
    assertThat(up)
        .containsExactly(
            new float[] {0.3f, -0.5f, 0.4f, 0, -0.3f, 0.5f, -0.4f, 0, 0, 0}, Offset.offset(1e-6f));
    assertThat(down[0]).isEqualTo(centroids.downParameters(vector)[0] / 4);
    assertThat(layer.joined(up, down))
        .containsExactly(
            new float[] {0.6f, 0, 0.8f, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}, Offset.offset(1e-6f));
  }

  @Test
  void poolingIsUndoneFirst() {
    Pooling pooling =
        new Pooling(Window.square(CONVOLUTION.output(), 3, 3, Border.VALID), Pooling.Kind.MAX);
    OverPatches layer = new OverPatches(OF_PATCH, CONVOLUTION, Optional.of(pooling));
    assertThat(layer.output()).isEqualTo(new Shape(3, 1, 1));
    assertThat(new Stack(layer.output(), layer.down()).output()).isEqualTo(WINDOW.input());
    assertThat(layer.down().get(0)).isInstanceOf(Upsampling.class);
    assertThat(List.of(layer.downParameters(vector()).length)).containsExactly(24 + 2);
  }

  @Test
  void refusesWhatDoesNotBelongTogether() {
    Convolution other =
        new Convolution(Window.square(new Shape(1, 6, 6), 2, 2, Border.VALID), 3, Activation.TANH);
    assertThatThrownBy(() -> new OverPatches(OF_PATCH, other, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not become");
  }
}
