package io.lamina.zoo.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackTest {
  private static final Shape IMAGE = new Shape(1, 2, 3);
  private static final Stack STACK =
      new Stack(IMAGE, List.of())
          .with(Dense.of(IMAGE, 5, Activation.SIGMOID))
          .with(Dense.of(Shape.plain(5), 4, Activation.TANH));

  @Test
  void eachBlockFollowsTheOneBefore() {
    assertThat(STACK.span(0, Block.WEIGHTS)).isEqualTo(new Span(0, 30));
    assertThat(STACK.span(0, Block.BIAS)).isEqualTo(new Span(30, 5));
    assertThat(STACK.span(1, Block.WEIGHTS)).isEqualTo(new Span(35, 20));
    assertThat(STACK.span(1, Block.BIAS)).isEqualTo(new Span(55, 4));
    assertThat(STACK.span(1)).isEqualTo(new Span(35, 24));
    assertThat(STACK.parameterCount()).isEqualTo(59);
  }

  @Test
  void aLayerWithoutParametersTakesNoPlace() {
    Stack stack = STACK.lowest(1).with(new Halving(Shape.plain(5))).with(dense(5, 2));

    assertThat(stack.span(1)).isEqualTo(new Span(35, 0));
    assertThat(stack.span(2, Block.WEIGHTS)).isEqualTo(new Span(35, 10));
    assertThatThrownBy(() -> stack.span(1, Block.WEIGHTS)).hasMessageContaining("no weights among");
  }

  @Test
  void theMirrorImageLeadsBackToTheInputsShape() {
    Stack whole = STACK.unrolled(List.of(Activation.LINEAR, Activation.SIGMOID));

    assertThat(whole.output()).isEqualTo(IMAGE);
    assertThat(whole.layers().get(2)).isEqualTo(dense(4, 5));
    assertThat(whole.top()).isEqualTo(new Dense(Shape.plain(5), IMAGE, Activation.LINEAR));
  }

  @Test
  void aSoftmaxLayerReadsTheTopmostCodes() {
    Stack whole = STACK.withSoftmax(3);

    assertThat(whole.top()).isEqualTo(new Softmax(Shape.plain(4), 3));
    assertThat(whole.parameterCount()).isEqualTo(59 + 15);
    assertThat(STACK.ofBottom(new float[74])).hasSize(59);
  }

  @Test
  void refusesALayerThatReadsSomethingElse() {
    assertThatThrownBy(() -> STACK.with(dense(5, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layers[2] reads 5 values, what is below gives 4");
  }

  @Test
  void refusesMoreParametersThanAVectorHolds() {
    Stack empty = new Stack(Shape.plain(100_000), List.of());

    assertThatThrownBy(() -> empty.with(dense(100_000, 100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10000100000 parameters");
  }

  private static Dense dense(int inputs, int units) {
    return Dense.of(Shape.plain(inputs), units, Activation.SIGMOID);
  }

  /** A kind of layer with nothing to learn, as pooling is. */
  private record Halving(Shape input) implements Layer {
    private static final long serialVersionUID = 1;

    @Override
    public Shape output() {
      return input;
    }

    @Override
    public Activation activation() {
      return Activation.LINEAR;
    }

    @Override
    public List<Block> blocks() {
      return List.of();
    }

    @Override
    public Layer mirror(Activation activation) {
      return this;
    }

    @Override
    public float[] mirrored(float[] weights) {
      return weights;
    }
  }
}
