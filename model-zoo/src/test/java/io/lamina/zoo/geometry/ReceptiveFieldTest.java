package io.lamina.zoo.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReceptiveFieldTest {
  private static final Shape PICTURE = new Shape(2, 8, 10);

  private static Stack stack(Border border) {
    Stack stack = new Stack(PICTURE, List.of());
    stack = stack.with(convolution(stack.output(), 3, border));
    stack =
        stack.with(
            new Pooling(Window.square(stack.output(), 2, 2, Border.VALID), Pooling.Kind.MAX));
    stack = stack.with(convolution(stack.output(), 2, border));
    return stack.with(Dense.of(stack.output(), 4, Activation.TANH));
  }

  private static Convolution convolution(Shape input, int size, Border border) {
    return new Convolution(Window.square(input, size, 1, border), 3, Activation.SIGMOID);
  }

  @Test
  void growsFromLayerToLayerUpToTheFirstThatReadsAll() {
    Stack stack = stack(Border.VALID);
    assertThat(new ReceptiveField(stack, 0).shape()).isEqualTo(new Shape(2, 3, 3));
    assertThat(new ReceptiveField(stack, 1).shape()).isEqualTo(new Shape(2, 4, 4));
    assertThat(new ReceptiveField(stack, 2).shape()).isEqualTo(new Shape(2, 6, 6));
    assertThat(new ReceptiveField(stack, 3).shape()).isEqualTo(PICTURE);
    assertThat(new ReceptiveField(stack, 2).isPart()).isTrue();
    assertThat(new ReceptiveField(stack, 3).isPart()).isFalse();
  }

  @Test
  void theLayersOverTheFieldAloneHaveOnePositionAndTheSameParameters() {
    for (Border border : Border.values()) {
      Stack stack = stack(border);
      Stack alone = new ReceptiveField(stack, 2).alone();
      assertThat(alone.output()).isEqualTo(new Shape(3, 1, 1));
      assertThat(alone.parameterCount()).isEqualTo(stack.lowest(3).parameterCount());
    }
    Stack stack = stack(Border.VALID);
    assertThat(new ReceptiveField(stack, 3).alone()).isEqualTo(stack);
  }

  @Test
  void cutsWhatAPositionSees() {
    float[] example = new float[PICTURE.size()];
    for (int i = 0; i < example.length; i++) {
      example[i] = i + 1;
    }
    ReceptiveField inside = new ReceptiveField(stack(Border.VALID), 2);
    // Maps of 2 × 3 positions; the one in the second row and third column begins 2 down, 4 right.
    float[] seen = inside.of(example, 5);
    assertThat(seen).hasSize(2 * 6 * 6);
    assertThat(seen[0]).isEqualTo(1 + (2 * 10 + 4) * 2);
    assertThat(seen[seen.length - 1]).isEqualTo(2 + (7 * 10 + 9) * 2);
    ReceptiveField padded = new ReceptiveField(stack(Border.SAME), 0);
    float[] corner = padded.of(example, 0);
    assertThat(corner).startsWith(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4);
  }
}
