package io.lamina.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A picture of {@link ScalingFigures}: rounds a second for each number of workers, a line for each
 * number of servers.
 */
final class ScalingPlot {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 450;

  private final CategoryChart chart =
      new CategoryChartBuilder()
          .width(WIDTH)
          .height(HEIGHT)
          .xAxisTitle("workers")
          .yAxisTitle("rounds a second")
          .build();

  ScalingPlot(ScalingFigures figures) {
    chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Line);
    chart.getStyler().setOverlapped(true);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setChartTitleVisible(false);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart
        .addSeries("possible (a bare stream)", figures.workers(), figures.possible())
        .setMarker(SeriesMarkers.NONE);
    figures
        .roundsPerSecond()
        .forEach(
            (servers, rounds) ->
                chart.addSeries(ScalingFigures.servers(servers), figures.workers(), rounds));
  }

  /** Writes it as PNG. */
  void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG);
    }
  }
}
