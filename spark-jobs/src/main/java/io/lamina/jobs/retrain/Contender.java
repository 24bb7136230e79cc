package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.gate.LayerFigures;
import io.lamina.jobs.gate.statistics.CodeSample;
import io.lamina.jobs.scoring.RowSample;
import io.lamina.jobs.scoring.RowScores;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.published.PublishedNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * A version, and what it makes of the held-out rows.
 *
 * @param network of the version
 * @param scores of all rows
 * @param sample of the first rows
 */
record Contender(PublishedNetwork network, RowScores scores, RowSample sample) {
  Contender {
    requireNonNull(network, "network is null");
    requireNonNull(scores, "scores is null");
    requireNonNull(sample, "sample is null");
  }

  /** Of its layers, the lowest first. */
  List<LayerFigures> layers() {
    List<LayerFigures> figures = new ArrayList<>();
    List<Layer> layers = network.encoder().stack().layers().stream().filter(Layer::learns).toList();
    for (int k = 0; k < layers.size(); k++) {
      RowSample.Duplicates duplicates = sample.duplicates().get(k);
      figures.add(
          LayerFigures.of(
              new CodeSample(sample.codes().get(k), layers.get(k).units()),
              layers.get(k).activation(),
              duplicates.compared(),
              duplicates.found()));
    }
    return figures;
  }

  /** The number of its codes. */
  int codes() {
    return network.encoder().stack().output().size();
  }

  boolean classifies() {
    return network.classes().isPresent();
  }
}
