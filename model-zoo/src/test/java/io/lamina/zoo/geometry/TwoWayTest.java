package io.lamina.zoo.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TwoWayTest {
  private static final Dense LAYER = Dense.of(Shape.plain(3), 2, Activation.SIGMOID);

  /** W (3 × 2), b, c, V (3 × 2). */
  private static final float[] VECTOR = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17};

  @Test
  void theDecodersWeightsAreLastWhereItHasItsOwn() {
    TwoWay untied = TwoWay.of(LAYER, Activation.LINEAR, false);

    assertThat(untied.parameterCount()).isEqualTo(17);
    assertThat(untied.span(Block.VISIBLE_BIAS)).isEqualTo(new Span(8, 3));
    assertThat(untied.span(Block.DECODER)).isEqualTo(new Span(11, 6));
    assertThat(untied.encoderParameters(VECTOR)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(untied.decoderParameters(VECTOR)).containsExactly(12, 15, 13, 16, 14, 17, 9, 10, 11);
  }

  @Test
  void theDecodersWeightsAreTheEncodersWhereTheyAreTied() {
    TwoWay tied = TwoWay.of(LAYER, Activation.LINEAR, true);

    assertThat(tied.parameterCount()).isEqualTo(11);
    assertThat(tied.span(Block.DECODER)).isEqualTo(tied.span(Block.WEIGHTS));
    assertThat(tied.decoderParameters(VECTOR)).containsExactly(1, 4, 2, 5, 3, 6, 9, 10, 11);
  }

  @Test
  void encoderAndDecoderMakeTheVectorAgain() {
    for (boolean tied : new boolean[] {true, false}) {
      TwoWay layer = TwoWay.of(LAYER, Activation.LINEAR, tied);
      float[] vector = Arrays.copyOf(VECTOR, layer.parameterCount());

      assertThat(layer.joined(layer.encoderParameters(vector), layer.decoderParameters(vector)))
          .isEqualTo(vector);
    }
  }

  @Test
  void refusesADecoderThatLeadsElsewhere() {
    assertThatThrownBy(() -> new TwoWay(LAYER, LAYER, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not lead back");
  }
}
