package io.lamina.zoo.plan.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Centroids;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.yaml.Kind;
import java.util.Map;
import java.util.Optional;

/**
 * Spherical k-means (Coates and Ng: Learning feature representations with k-means, Neural Networks:
 * Tricks of the Trade, 2012) by mini-batches: centroids are directions d, and an example belongs to
 * the one with the largest {@code |d·x|}. They are to have the least {@code ½‖x - (d·x) d‖²}, which
 * is also the measured loss.
 *
 * @param units centroids
 * @param stage how they are trained
 */
public record KMeans(int units, StagePlan stage) implements LayerPlan {
  /** The name a plan calls this kind by. */
  public static final String KIND = "k-means";

  static final Kind<LayerKeys, LayerPlan> READER = new Kind<>(KIND, KMeans::read);

  public KMeans {
    UNITS.require("units", units);
    requireNonNull(stage, "stage is null");
  }

  private static Optional<LayerPlan> read(LayerKeys keys) {
    return keys.section()
        .build(() -> new KMeans(keys.units().orElseThrow(), keys.stage().orElseThrow()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Of the codes that {@link Centroids} give. */
  @Override
  public Activation activation() {
    return Activation.RECTIFIER;
  }

  @Override
  public Weights weights() {
    return Weights.TIED;
  }

  @Override
  public Pretrained pretrained(Shape input, Activation made) {
    Dense encoder = Dense.of(input, units, activation());
    return new Centroids(TwoWay.of(encoder, reconstruction(made), /* tied= */ true));
  }

  @Override
  public Activation reconstruction(Activation input) {
    return Activation.LINEAR;
  }

  /** It learns from any values. */
  @Override
  public void requireInput(LayerInput input) {}

  /** An example belongs to one centroid, a map to one at each position. */
  @Override
  public boolean learnsFromMaps() {
    return false;
  }

  @Override
  public Map<String, Object> keys() {
    return Map.of();
  }
}
