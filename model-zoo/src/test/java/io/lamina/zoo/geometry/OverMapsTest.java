package io.lamina.zoo.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverMapsTest {
  private static final Window WINDOW = Window.square(new Shape(2, 5, 5), 2, 1, Border.VALID);
  private static final Convolution CONVOLUTION = new Convolution(WINDOW, 3, Activation.SIGMOID);

  private static OverMaps layer(boolean tied, boolean competing) {
    Pooling pooling =
        new Pooling(Window.square(CONVOLUTION.output(), 2, 2, Border.VALID), Pooling.Kind.MAX);
    TwoWay learnt = TwoWay.of(CONVOLUTION, Activation.LINEAR, tied);
    return new OverMaps(
        learnt, Optional.of(pooling), Optional.of(pooling.window()).filter(any -> competing));
  }

  /**
   * Eight values of a patch, three filters: their bias is 25 to 27, that of the channels 28, 29.
   */
  @Test
  void theConvolutionIsWhatHasLearnt() {
    OverMaps layer = layer(true, false);
    float[] vector = vector(layer);
    assertThat(vector).hasSize(24 + 3 + 2);
    assertThat(layer.up().get(0)).isEqualTo(CONVOLUTION);
    assertThat(layer.output()).isEqualTo(new Shape(3, 2, 2));
    assertThat(layer.upParameters(vector)).startsWith(1, 2, 3).endsWith(25, 26, 27);
    assertThat(layer.downParameters(vector)).hasSize(26).startsWith(1, 9, 17, 2).endsWith(28, 29);
    assertThat(new Stack(layer.output(), layer.down()).output()).isEqualTo(WINDOW.input());
  }

  /** A pooled value is one of four units: on the way back it is shared out among them. */
  @Test
  void unitsThatCompeteShareWhatLeadsBack() {
    OverMaps layer = layer(true, true);
    assertThat(layer.blocks()).contains(layer.pooling().orElseThrow().window());
    assertThat(layer.upParameters(vector(layer))).startsWith(1, 2, 3);
    assertThat(layer.downParameters(vector(layer)))
        .startsWith(1 / 4f, 9 / 4f, 17 / 4f, 2 / 4f)
        .endsWith(28, 29);
    assertThat(layer(true, false).blocks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, false", "true, true"})
  void whatCameOfItLeadsBackToWhatWasLearnt(boolean tied, boolean competing) {
    OverMaps layer = layer(tied, competing);
    float[] vector = vector(layer);
    assertThat(layer.joined(layer.upParameters(vector), layer.downParameters(vector)))
        .isEqualTo(vector);
  }

  private static float[] vector(OverMaps layer) {
    float[] vector = new float[layer.learnt().parameterCount()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = i + 1;
    }
    return vector;
  }

  @Test
  void refusesThePoolingOfOtherMaps() {
    Pooling other =
        new Pooling(Window.square(new Shape(3, 6, 6), 2, 2, Border.VALID), Pooling.Kind.MAX);
    TwoWay learnt = TwoWay.of(CONVOLUTION, Activation.LINEAR, true);
    assertThatThrownBy(() -> new OverMaps(learnt, Optional.of(other), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not read");
    Pooling rest =
        new Pooling(Window.square(CONVOLUTION.output(), 3, 3, Border.VALID), Pooling.Kind.MAX);
    assertThatThrownBy(() -> new OverMaps(learnt, Optional.empty(), Optional.of(rest.window())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not cover");
  }
}
