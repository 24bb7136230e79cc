package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.published.PublishedNetwork;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The networks that say something of a row.
 *
 * @param classifier gives the classes' probabilities, if the model has classes
 * @param encoder from an example to the codes of the top layer
 * @param decoder from these codes to the example's reconstruction
 */
public record ScoringNetworks(
    Optional<TrainedNetwork> classifier, TrainedNetwork encoder, TrainedNetwork decoder) {
  public ScoringNetworks {
    requireNonNull(classifier, "classifier is null");
    requireNonNull(encoder, "encoder is null");
    requireNonNull(decoder, "decoder is null");
  }

  /** Those of a version. */
  public static ScoringNetworks of(PublishedNetwork network) {
    return new ScoringNetworks(
        network.classes().map(any -> network.network()), network.encoder(), network.decoder());
  }

  /** What they can say. */
  public Set<ScoreColumn> columns() {
    return classifier.isPresent()
        ? EnumSet.allOf(ScoreColumn.class)
        : EnumSet.of(ScoreColumn.CODES, ScoreColumn.RECONSTRUCTION_ERROR);
  }

  /** The values of a row's codes. */
  public int codes() {
    return encoder.stack().output().size();
  }

  /** The classes; 0 if there are none. */
  public int classes() {
    return classifier.map(network -> network.stack().output().size()).orElse(0);
  }
}
