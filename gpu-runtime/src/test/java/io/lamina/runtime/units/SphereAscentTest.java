package io.lamina.runtime.units;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SphereAscentTest {
  /** A value is flat about its highest point: single precision finds it to a few parts in 10⁴. */
  private static final Offset<Float> NEARLY = Offset.offset(5e-3f);

  /** {@code w·x} is largest where x points the way of w. */
  @Test
  void aLinearObjectiveIsHighestAtItsOwnVector() {
    float[] vectors = {3, -4, 0, 1};
    SphereAscent ascent =
        new SphereAscent(
            2, 10, (points, values, gradients) -> linear(vectors, points, values, gradients));

    float[] found = ascent.climb(new float[] {-1, 0.5f, 7, 0.1f}, 60);

    assertThat(found[0]).isCloseTo(6, NEARLY);
    assertThat(found[1]).isCloseTo(-8, NEARLY);
    assertThat(found[2]).isCloseTo(0, NEARLY);
    assertThat(found[3]).isCloseTo(10, NEARLY);
  }

  private static void linear(float[] vectors, float[] points, double[] values, float[] gradients) {
    for (int k = 0; k < values.length; k++) {
      values[k] =
          (double) vectors[2 * k] * points[2 * k] + (double) vectors[2 * k + 1] * points[2 * k + 1];
    }
    System.arraycopy(vectors, 0, gradients, 0, vectors.length);
  }

  /** {@code Σ aᵢxᵢ²} is highest along the axis of the largest a: the first eigenvector. */
  @Test
  void aQuadraticObjectiveIsHighestAtItsFirstEigenvector() {
    float[] a = {1, 5, -9};
    SphereAscent ascent =
        new SphereAscent(
            3,
            2,
            (points, values, gradients) -> {
              values[0] = 0;
              for (int i = 0; i < 3; i++) {
                values[0] += (double) a[i] * points[i] * points[i];
                gradients[i] = 2 * a[i] * points[i];
              }
            });

    float[] found = ascent.climb(new float[] {1, 0.01f, -1}, 100);

    assertThat(found[0]).isCloseTo(0, NEARLY);
    assertThat(found[1]).isCloseTo(2, NEARLY);
    assertThat(found[2]).isCloseTo(0, NEARLY);
  }

  /** An objective so steep, one so flat, and one that is level everywhere. */
  @Test
  void theScaleOfAnObjectiveDoesNotMatterAndALevelOneStaysWhereItIs() {
    float[] vectors = {3e6f, -4e6f, 0, 1e-6f, 0, 0};
    SphereAscent ascent =
        new SphereAscent(
            2, 10, (points, values, gradients) -> linear(vectors, points, values, gradients));

    float[] found = ascent.climb(new float[] {1, 1, 0, 0, 0, -3}, 60);

    assertThat(found[0]).isCloseTo(6, NEARLY);
    assertThat(found[1]).isCloseTo(-8, NEARLY);
    assertThat(found[3]).isCloseTo(10, NEARLY);
    assertThat(found[4]).isZero();
    assertThat(found[5]).isEqualTo(-10);
  }
}
