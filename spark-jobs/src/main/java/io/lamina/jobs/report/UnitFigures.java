package io.lamina.jobs.report;

import io.lamina.jobs.report.pictures.LayerPictures;

/**
 * A layer's line in the table of layers.
 *
 * @param number of the layer, counted from 1
 * @param units it has
 * @param meanCode of the units
 * @param dead units
 * @param duplicates of units; where not all were compared, of how many
 */
record UnitFigures(int number, String units, String meanCode, String dead, String duplicates) {
  static UnitFigures of(int number, LayerPictures layer) {
    return new UnitFigures(
        number,
        Figures.count(layer.units()),
        Figures.number(layer.counts().meanCode()),
        Figures.count(layer.counts().dead().units()),
        duplicates(layer));
  }

  private static String duplicates(LayerPictures layer) {
    int compared = layer.counts().duplicate().compared();
    String duplicates = Figures.count(layer.counts().duplicate().units());
    return compared == layer.units()
        ? duplicates
        : duplicates + " of the first " + Figures.count(compared);
  }
}
