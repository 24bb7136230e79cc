package io.lamina.zoo.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CentroidsTest {
  private static final int INPUTS = 5;
  private static final int UNITS = 8;

  private static Centroids layer(int units) {
    Dense encoder = Dense.of(Shape.plain(INPUTS), units, Activation.RECTIFIER);
    return new Centroids(TwoWay.of(encoder, Activation.LINEAR, true));
  }

  /** Of several lengths. */
  private static float[] vector(int units) {
    Random random = new Random(7);
    float[] vector = new float[layer(units).learnt().parameterCount()];
    for (int i = 0; i < units * INPUTS; i++) {
      vector[i] = (1 + i / INPUTS) * (float) random.nextGaussian();
    }
    return vector;
  }

  private static double[][] unit(float[] vector, int units) {
    double[][] unit = new double[units][INPUTS];
    for (int k = 0; k < units; k++) {
      double squares = 0;
      for (int i = 0; i < INPUTS; i++) {
        squares += Math.pow(vector[k * INPUTS + i], 2);
      }
      for (int i = 0; i < INPUTS; i++) {
        unit[k][i] = vector[k * INPUTS + i] / Math.sqrt(squares);
      }
    }
    return unit;
  }

  @Test
  void givesTheTriangleCode() {
    float[] vector = vector(UNITS);
    double[] x = {0.3, -1.2, 0.5, 2, 0.1};
    double[] codes = codes(layer(UNITS).upParameters(vector), UNITS, x);

    double[] distances = new double[UNITS];
    double mean = 0;
    for (int k = 0; k < UNITS; k++) {
      for (int i = 0; i < INPUTS; i++) {
        distances[k] += Math.pow(x[i] - unit(vector, UNITS)[k][i], 2);
      }
      mean += distances[k] / UNITS;
    }
    for (int k = 0; k < UNITS; k++) {
      double triangle = Math.max(0, (mean - distances[k]) / 2);
      assertThat(codes[k]).as("unit %d", k).isCloseTo(triangle, Offset.offset(1e-6));
    }
    assertThat(codes).contains(0);
    assertThat(codes[5]).isGreaterThan(0.1);
  }

  private static double[] codes(float[] up, int units, double[] x) {
    double[] codes = new double[units];
    for (int k = 0; k < units; k++) {
      double heard = up[units * INPUTS + k];
      for (int i = 0; i < INPUTS; i++) {
        heard += up[k * INPUTS + i] * x[i];
      }
      codes[k] = Math.max(0, heard);
    }
    return codes;
  }

  /** Centroids along all axes, both ways, bring back everything. */
  @Test
  void evenCentroidsBringBackWhatIsRead() {
    int units = 2 * INPUTS;
    float[] vector = new float[layer(units).learnt().parameterCount()];
    for (int k = 0; k < units; k++) {
      vector[k * INPUTS + k % INPUTS] = k < INPUTS ? 0.5f : -3;
    }
    double[] x = {0.3, -1.2, 0.5, 2, 0.1};
    double[] codes = codes(layer(units).upParameters(vector), units, x);
    float[] down = layer(units).downParameters(vector);

    for (int i = 0; i < INPUTS; i++) {
      double back = 0;
      for (int k = 0; k < units; k++) {
        back += down[i * units + k] * codes[k];
      }
      assertThat(back).as("value %d", i).isCloseTo(x[i], Offset.offset(1e-6));
    }
  }

  /** No other factor brings the centroids nearer to themselves. */
  @Test
  void theFactorOfTheWayBackIsTheBest() {
    float[] vector = vector(UNITS);
    assertThat(distance(vector, 1))
        .isLessThan(distance(vector, 0.98))
        .isLessThan(distance(vector, 1.02));
  }

  private static double distance(float[] vector, double factor) {
    float[] down = layer(UNITS).downParameters(vector);
    double distance = 0;
    for (double[] centroid : unit(vector, UNITS)) {
      for (double sign : new double[] {-1, 1}) {
        double[] x = new double[INPUTS];
        for (int i = 0; i < INPUTS; i++) {
          x[i] = sign * centroid[i];
        }
        double[] codes = codes(layer(UNITS).upParameters(vector), UNITS, x);
        for (int i = 0; i < INPUTS; i++) {
          double back = 0;
          for (int k = 0; k < UNITS; k++) {
            back += factor * down[i * UNITS + k] * codes[k];
          }
          distance += Math.pow(back - x[i], 2);
        }
      }
    }
    return distance;
  }

  @Test
  void theDirectionsComeBackFromWhatWasMadeOfThem() {
    float[] vector = vector(UNITS);
    Centroids layer = layer(UNITS);
    float[] joined = layer.joined(layer.upParameters(vector), layer.downParameters(vector));

    assertThat(joined).hasSize(vector.length);
    for (int i = 0; i < UNITS * INPUTS; i++) {
      double right = unit(vector, UNITS)[i / INPUTS][i % INPUTS];
      assertThat((double) joined[i]).isCloseTo(right, Offset.offset(1e-6));
    }
  }

  @Test
  void centroidsWithoutADirectionStayFinite() {
    float[] nothing = new float[layer(2).learnt().parameterCount()];
    assertThat(layer(2).upParameters(nothing)).containsOnly(0f);
    assertThat(layer(2).downParameters(nothing)).containsOnly(0f);
  }

  @Test
  void refusesOtherUnits() {
    Dense sigmoid = Dense.of(Shape.plain(2), 3, Activation.SIGMOID);
    TwoWay other = TwoWay.of(sigmoid, Activation.LINEAR, true);
    assertThatThrownBy(() -> new Centroids(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rectifiers");
  }
}
