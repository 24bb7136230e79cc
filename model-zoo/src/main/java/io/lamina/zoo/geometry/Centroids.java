package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A dense layer that learns directions d from the origin, its centroids. Of what was learnt each
 * counts as a vector of length 1, as long as it may be.
 *
 * <p>In a network they give the triangle code of Coates, Lee and Ng (An analysis of single-layer
 * networks in unsupervised feature learning, AISTATS 2011) with squared distances {@code zₖ = ‖x -
 * dₖ‖²}, {@code max(0, (mean z - zₖ) / 2)}: for centroids of equal length that is {@code max(0, (dₖ
 * - mean d)·x)}, a layer of rectifiers without bias. On the way back the centroids are added up, as
 * much of each as its unit says, times the one factor with which the sums are nearest to the
 * centroids and their opposites, if these are what is read.
 *
 * @param learnt the layer and its way back; its biases stay 0
 */
public record Centroids(TwoWay learnt) implements Pretrained {
  /** How many centroids say what the factor is: it hardly depends on more of them. */
  private static final int PROBES = 100;

  public Centroids {
    requireNonNull(learnt, "learnt is null");
    if (!learnt.tied() || learnt.encoder().activation() != Activation.RECTIFIER) {
      throw new IllegalArgumentException("centroids are rectifiers with tied weights: " + learnt);
    }
  }

  @Override
  public List<Layer> up() {
    return List.of(learnt.encoder());
  }

  @Override
  public List<Layer> down() {
    return List.of(learnt.decoder());
  }

  @Override
  public float[] upParameters(float[] vector) {
    double[][] centroids = centroids(vector);
    double[] mean = mean(centroids);
    for (double[] centroid : centroids) {
      addTo(centroid, -1, mean);
    }
    return learnt.encoderParameters(withWeights(centroids, 1));
  }

  @Override
  public float[] downParameters(float[] vector) {
    double[][] centroids = centroids(vector);
    return learnt.decoderParameters(withWeights(centroids, factor(centroids)));
  }

  /** The centroids are the directions of the way back. */
  @Override
  public float[] joined(float[] up, float[] down) {
    Stack back = new Stack(learnt.decoder().input(), List.of(learnt.decoder()));
    float[] weights = learnt.decoder().mirrored(back.span(0, Block.WEIGHTS).of(down));
    float[] vector = new float[learnt.parameterCount()];
    System.arraycopy(weights, 0, vector, learnt.span(Block.WEIGHTS).from(), weights.length);
    return withWeights(centroids(vector), 1);
  }

  /** Each of length 1, but what has no length. */
  private double[][] centroids(float[] vector) {
    Block block = learnt.encoder().block(Block.WEIGHTS);
    Span span = learnt.span(Block.WEIGHTS);
    double[][] centroids = new double[block.columns()][block.rows()];
    for (int k = 0; k < centroids.length; k++) {
      for (int i = 0; i < block.rows(); i++) {
        centroids[k][i] = vector[span.from() + k * block.rows() + i];
      }
      double length = Math.sqrt(product(centroids[k], centroids[k]));
      if (length > 0) {
        for (int i = 0; i < block.rows(); i++) {
          centroids[k][i] /= length;
        }
      }
    }
    return centroids;
  }

  private static double[] mean(double[][] centroids) {
    double[] mean = new double[centroids[0].length];
    for (double[] centroid : centroids) {
      addTo(mean, 1.0 / centroids.length, centroid);
    }
    return mean;
  }

  /** The least squares between centroids and what comes back of them; 1 where nothing does. */
  private static double factor(double[][] centroids) {
    double[] mean = mean(centroids);
    double along = 0;
    double squares = 0;
    for (int j = 0; j < Math.min(PROBES, centroids.length); j++) {
      double[] probe = centroids[j];
      double[] back = new double[probe.length];
      double[] backOfOpposite = new double[probe.length];
      double shift = product(mean, probe);
      for (double[] centroid : centroids) {
        double heard = product(centroid, probe) - shift;
        addTo(heard > 0 ? back : backOfOpposite, Math.abs(heard), centroid);
      }
      along += product(probe, back) - product(probe, backOfOpposite);
      squares += product(back, back) + product(backOfOpposite, backOfOpposite);
    }
    return squares > 0 ? along / squares : 1;
  }

  private float[] withWeights(double[][] columns, double factor) {
    float[] vector = new float[learnt.parameterCount()];
    int at = learnt.span(Block.WEIGHTS).from();
    for (double[] column : columns) {
      for (double value : column) {
        vector[at++] = (float) (factor * value);
      }
    }
    return vector;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void addTo(double[] sum, double factor, double[] vector) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }
}
