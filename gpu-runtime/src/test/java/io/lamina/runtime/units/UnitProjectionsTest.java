package io.lamina.runtime.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.ReceptiveField;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitProjectionsTest {
  private static final int EXAMPLES = 5;
  private static final int TOP = 2;

  private static float[] numbers(int count, int seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  private static List<float[]> examples(Shape shape) {
    List<float[]> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      examples.add(numbers(shape.size(), 10 + i));
    }
    return examples;
  }

  private static UnitSight look(Stack stack, int layer, int unit) {
    ReceptiveField field = new ReceptiveField(stack, layer);
    float[] parameters = numbers(stack.parameterCount(), 1);
    try (UnitProjections projections =
        new UnitProjections(field, parameters, EXAMPLES, TestedDevice.open())) {
      return projections.look(unit, examples(stack.input()));
    }
  }

  @Test
  void aUnitsResponseIsProjectedFromWhereItIsStrongest() {
    Stack stack = PlainStack.geometry(Activation.RECTIFIER);
    float[] parameters = numbers(stack.parameterCount(), 1);
    boolean[] placeSeen = new boolean[PlainStack.PLACES * PlainStack.PLACES];
    for (int unit = 0; unit < PlainStack.UPPER; unit++) {
      UnitSight sight = look(stack, TOP, unit);
      for (int i = 0; i < EXAMPLES; i++) {
        double[] example = doubles(examples(stack.input()).get(i));
        PlainStack plain = new PlainStack(Activation.RECTIFIER, parameters, example);
        int place = strongest(plain.codes(), unit);
        placeSeen[place] = true;
        double[] signal = new double[plain.codes().length];
        signal[place * PlainStack.UPPER + unit] = plain.codes()[place * PlainStack.UPPER + unit];

        assertThat(sight.patches().get(i)).isEqualTo(cut(example, place));
        assertNear(
            sight.deconvolved().get(i), cut(plain.down(signal, SignalRule.DECONVOLUTION), place));
        assertNear(sight.guided().get(i), cut(plain.down(signal, SignalRule.GUIDED), place));
      }
    }
    assertThat(placeSeen).as("else borders are not tested").contains(true, true, true, true);
  }

  private static int strongest(double[] codes, int unit) {
    int best = 0;
    for (int place = 0; place < codes.length / PlainStack.UPPER; place++) {
      int at = place * PlainStack.UPPER + unit;
      best = codes[at] > codes[best * PlainStack.UPPER + unit] ? place : best;
    }
    return best;
  }

  /** Two pooled places are four of the lower convolution, which sees one more on either side. */
  private static float[] cut(double[] values, int place) {
    int side = 6;
    int top = 2 * (place / PlainStack.PLACES) - 1;
    int left = 2 * (place % PlainStack.PLACES) - 1;
    float[] cut = new float[side * side * PlainStack.CHANNELS];
    for (int i = 0; i < cut.length; i++) {
      int y = top + i / PlainStack.CHANNELS / side;
      int x = left + i / PlainStack.CHANNELS % side;
      boolean inside = y >= 0 && y < PlainStack.SIDE && x >= 0 && x < PlainStack.SIDE;
      int from = (y * PlainStack.SIDE + x) * PlainStack.CHANNELS + i % PlainStack.CHANNELS;
      cut[i] = inside ? (float) values[from] : 0;
    }
    return cut;
  }

  private static void assertNear(float[] actual, float[] expected) {
    assertThat(Difference.largest(actual, expected)).isLessThan(1e-5);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Test
  void withoutSwitchesThereIsNoDeconvolution() {
    Shape image = new Shape(1, 6, 6);
    Convolution convolution =
        new Convolution(Window.square(image, 3, 1, Border.VALID), 2, Activation.RECTIFIER);
    Pooling mean =
        new Pooling(Window.square(convolution.output(), 2, 2, Border.VALID), Pooling.Kind.AVERAGE);
    Stack stack = new Stack(image, List.of(convolution, mean));
    Stack whole = stack.with(Dense.of(stack.output(), 3, Activation.SIGMOID));

    assertThat(look(whole, 2, 0).deconvolved()).isEmpty();
    assertThat(look(whole, 2, 0).guided()).as("what is below are rectifiers").hasSize(EXAMPLES);
    assertThat(look(whole, 0, 0).guided()).as("it would be the filter").isEmpty();
  }

  @Test
  void unitsThatAreNoRectifiersHaveNoGuidedPicture() {
    UnitSight sight = look(PlainStack.geometry(Activation.SIGMOID), TOP, 1);

    assertThat(sight.deconvolved()).hasSize(EXAMPLES);
    assertThat(sight.guided()).isEmpty();
  }

  @Test
  void aUnitThatSeesAllOfAnExampleHasItAsItsPatch() {
    Shape plain = Shape.plain(4);
    Dense lower = Dense.of(plain, 6, Activation.RECTIFIER);
    Stack stack =
        new Stack(plain, List.of(lower)).with(Dense.of(lower.output(), 2, Activation.TANH));

    UnitSight sight = look(stack, 1, 1);

    assertThat(sight.patches()).containsExactlyElementsOf(examples(plain));
    assertThat(sight.deconvolved()).isEmpty();
    assertThat(sight.guided()).hasSize(EXAMPLES).allSatisfy(each -> assertThat(each).hasSize(4));
  }

  @Test
  void moreExamplesThanThereIsRoomForAreRefused() {
    Stack stack = PlainStack.geometry(Activation.RECTIFIER);
    try (UnitProjections projections =
        new UnitProjections(
            new ReceptiveField(stack, TOP),
            numbers(stack.parameterCount(), 1),
            2,
            new ReferenceOperations())) {
      assertThatThrownBy(() -> projections.look(0, examples(stack.input())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("5 examples, must be the 2 that there is room for");
    }
  }
}
