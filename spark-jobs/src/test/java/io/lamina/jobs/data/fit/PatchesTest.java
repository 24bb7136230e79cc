package io.lamina.jobs.data.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatchesTest {
  /** Pictures of 5×4 places with two channels: the lowest row is in no window. */
  private static final Shape SHAPE = new Shape(2, 5, 4);

  @Test
  void everyPatchIsAnExample() {
    Patches patches = new Patches(Window.square(SHAPE, 2, 2, Border.VALID));
    Gathered gathered = new Gathered();
    patches.addTo(gathered, IntStream.range(0, 40).asDoubleStream().toArray());

    assertThat(patches.features()).isEqualTo(8);
    assertThat(patches.count(1_000_000_000_000L)).isEqualTo(4_000_000_000_000L);
    assertThat(gathered.seen)
        .containsExactly(
            List.of(0.0, 1.0, 2.0, 3.0, 8.0, 9.0, 10.0, 11.0),
            List.of(4.0, 5.0, 6.0, 7.0, 12.0, 13.0, 14.0, 15.0),
            List.of(16.0, 17.0, 18.0, 19.0, 24.0, 25.0, 26.0, 27.0),
            List.of(20.0, 21.0, 22.0, 23.0, 28.0, 29.0, 30.0, 31.0));
  }

  @Test
  void refusesWindowsThatLeaveThePicture() {
    Window same = Window.square(SHAPE, 3, 1, Border.SAME);
    assertThatThrownBy(() -> new Patches(same)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Copies of what is added. */
  private static final class Gathered implements Accumulator<Gathered> {
    private static final long serialVersionUID = 1;

    private final transient List<List<Double>> seen = new ArrayList<>();

    @Override
    public void add(double[] example) {
      seen.add(IntStream.range(0, example.length).mapToObj(i -> example[i]).toList());
    }

    @Override
    public void merge(Gathered other) {
      seen.addAll(other.seen);
    }
  }
}
