package io.lamina.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of {@link ScalingFigures}: rounds a second over workers, a line for each servers. */
final class ScalingPlot {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 450;

  private final XYChart chart =
      new XYChartBuilder()
          .width(WIDTH)
          .height(HEIGHT)
          .xAxisTitle("workers")
          .yAxisTitle("rounds a second")
          .build();

  ScalingPlot(ScalingFigures figures) {
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(LegendPosition.InsideSW);
    chart.getStyler().setChartTitleVisible(false);
    chart.setCustomXAxisTickLabelsFormatter(value -> Long.toString(Math.round(value)));
    chart
        .addSeries("possible (a bare stream)", figures.workers(), figures.possible())
        .setMarker(SeriesMarkers.NONE);
    figures.roundsPerSecond().forEach((servers, rounds) -> add(figures.workers(), servers, rounds));
  }

  private void add(List<Integer> workers, int servers, List<Double> roundsPerSecond) {
    chart.addSeries(ScalingFigures.servers(servers), workers, roundsPerSecond);
  }

  /** Writes it as SVG. */
  void write(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
    }
  }
}
