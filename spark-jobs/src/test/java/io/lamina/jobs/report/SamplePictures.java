package io.lamina.jobs.report;

import io.lamina.jobs.report.pictures.Classified;
import io.lamina.jobs.report.pictures.Excitation;
import io.lamina.jobs.report.pictures.Inputs;
import io.lamina.jobs.report.pictures.LayerPictures;
import io.lamina.jobs.report.pictures.Mistake;
import io.lamina.jobs.report.pictures.Occlusion;
import io.lamina.jobs.report.pictures.Occlusions;
import io.lamina.jobs.report.pictures.Projections;
import io.lamina.jobs.report.pictures.Reconstructed;
import io.lamina.jobs.report.pictures.Reconstruction;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.report.pictures.SampledExamples;
import io.lamina.jobs.report.pictures.UnitCounts;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Pictures as a run on digits has them: drawn with a soft pen, the same every time. */
final class SamplePictures {
  private static final int SIDE = 28;

  /** Strokes of the digits on a square of side 1. */
  private static final double[][][] STROKES = {
    {{.5, .2}, {.72, .35}, {.72, .65}, {.5, .8}, {.28, .65}, {.28, .35}, {.5, .2}},
    {{.4, .3}, {.55, .2}, {.52, .8}},
    {{.3, .32}, {.5, .2}, {.7, .35}, {.3, .8}, {.72, .78}},
    {{.3, .22}, {.66, .25}, {.46, .47}, {.7, .63}, {.5, .8}, {.28, .74}},
    {{.38, .2}, {.28, .55}, {.7, .53}, {.66, .22}, {.64, .82}},
    {{.7, .2}, {.36, .22}, {.34, .47}, {.66, .52}, {.64, .74}, {.3, .8}},
    {{.64, .2}, {.36, .5}, {.34, .72}, {.6, .78}, {.64, .58}, {.36, .56}},
    {{.28, .24}, {.72, .22}, {.48, .8}},
    {{.5, .48}, {.33, .34}, {.5, .2}, {.66, .34}, {.34, .66}, {.5, .8}, {.68, .66}, {.5, .48}},
    {{.66, .4}, {.46, .5}, {.36, .34}, {.52, .2}, {.66, .34}, {.6, .8}},
  };

  private final SplittableRandom random = new SplittableRandom(7);

  /** Of three layers, the lowest of so many units. */
  static ReportPictures digits(int units) {
    SamplePictures pictures = new SamplePictures();
    return new ReportPictures(
        new Inputs(Optional.of(new ImageShape(SIDE, SIDE)), List.of()),
        List.of(pictures.lowest(units), pictures.higher(4), pictures.higher(9)),
        new Reconstructed(
            IntStream.range(0, 12).mapToObj(i -> pictures.reconstruction(i % 10)).toList(), false),
        pictures.classified(),
        SampledExamples.none());
  }

  private Classified classified() {
    return new Classified(
        List.of(
            mistake(4, 9),
            mistake(9, 4),
            mistake(3, 5),
            mistake(7, 2),
            mistake(8, 3),
            mistake(5, 3),
            mistake(2, 7),
            mistake(6, 0),
            mistake(0, 6),
            mistake(1, 7),
            mistake(4, 9),
            mistake(9, 7)),
        new Occlusions(6, List.of(occlusion(3, 3), occlusion(4, 9))));
  }

  /** The middle of the picture is what counts. */
  private Occlusion occlusion(int actual, int judged) {
    float[] falls = new float[SIDE * SIDE];
    for (int i = 0; i < falls.length; i++) {
      double distance = Math.hypot(i / SIDE - SIDE / 2, i % SIDE - SIDE / 2);
      falls[i] = (float) (0.5 * Math.exp(-distance * distance / 50) - 0.02);
    }
    return new Occlusion(digit(actual), actual, judged, 0.98, 0.4, falls);
  }

  /** Digits that the sampler of a deep network might have drawn. */
  static SampledExamples samples(int count) {
    SamplePictures pictures = new SamplePictures();
    return new SampledExamples(
        IntStream.range(0, count).mapToObj(i -> pictures.digit(i % 10)).toList(), 1000);
  }

  private LayerPictures lowest(int units) {
    List<float[]> filters = IntStream.range(0, units).mapToObj(unit -> filter()).toList();
    UnitCounts counts =
        new UnitCounts(
            0.125, 2048, new UnitCounts.Dead(3, 0.01), new UnitCounts.Duplicate(17, 0.95, units));
    return new LayerPictures(
        units, filters, List.of(), 0, excitations(Math.min(10, units)), counts);
  }

  /** Units that look for so many strokes at once. */
  private LayerPictures higher(int strokes) {
    List<float[]> combinations =
        IntStream.range(0, 64).mapToObj(unit -> sum(strokes, 0.15f)).toList();
    List<float[]> maximisers =
        IntStream.range(0, 64).mapToObj(unit -> sum(strokes, 0.03f)).toList();
    UnitCounts counts =
        new UnitCounts(
            0.125, 2048, new UnitCounts.Dead(0, 0.01), new UnitCounts.Duplicate(1, 0.95, 1000));
    List<Excitation> excitations =
        strokes > 4 ? excitations(10).stream().map(this::projected).toList() : excitations(10);
    return new LayerPictures(1000, combinations, maximisers, 9.21, excitations, counts);
  }

  private float[] sum(int strokes, float noise) {
    float[] sum = new float[SIDE * SIDE];
    for (int stroke = 0; stroke < strokes; stroke++) {
      float[] filter = filter();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += filter[i] + noise * (float) random.nextGaussian();
      }
    }
    return sum;
  }

  private List<Excitation> excitations(int units) {
    return IntStream.range(0, units).mapToObj(this::excitation).toList();
  }

  private Excitation excitation(int unit) {
    return new Excitation(
        unit,
        IntStream.range(0, 9).mapToObj(i -> digit((unit + i / 7) % 10)).toList(),
        IntStream.range(0, 9).mapToObj(i -> 0.998f - 0.01f * i).toList(),
        new float[SIDE * SIDE]);
  }

  private Excitation projected(Excitation each) {
    List<float[]> nine = IntStream.range(0, 9).mapToObj(i -> sum(2, 0.01f)).toList();
    return new Excitation(
        each.unit(), each.examples(), each.codes(), each.contrast(), new Projections(nine, nine));
  }

  /** A stroke detector somewhere, in some direction, as denoising autoencoders find them. */
  private float[] filter() {
    double x0 = 6 + 16 * random.nextDouble();
    double y0 = 6 + 16 * random.nextDouble();
    double angle = Math.PI * random.nextDouble();
    double width = 1.5 + 2 * random.nextDouble();
    float[] weights = new float[SIDE * SIDE];
    for (int i = 0; i < weights.length; i++) {
      int row = i / SIDE;
      double dx = i % SIDE - x0;
      double dy = row - y0;
      double across = dx * Math.cos(angle) + dy * Math.sin(angle);
      double along = dy * Math.cos(angle) - dx * Math.sin(angle);
      double envelope = Math.exp(-(across * across + along * along / 4) / (4 * width * width));
      weights[i] = (float) (envelope * Math.cos(across * 2 / width) + 0.05 * random.nextGaussian());
    }
    return weights;
  }

  private Reconstruction reconstruction(int digit) {
    float[] original = digit(digit);
    float[] blurred = new float[original.length];
    for (int i = 0; i < original.length; i++) {
      float sum = 0;
      for (int step : new int[] {-SIDE, -1, 0, 0, 1, SIDE}) {
        sum += original[Math.floorMod(i + step, original.length)];
      }
      blurred[i] = sum / 6;
    }
    return new Reconstruction(original, blurred);
  }

  private Mistake mistake(int actual, int predicted) {
    return new Mistake(digit(actual), actual, predicted);
  }

  float[] digit(int digit) {
    double slant = 0.3 * (random.nextDouble() - 0.5);
    double thickness = 0.03 + 0.025 * random.nextDouble();
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / SIDE;
      double y = (row + 0.5) / SIDE;
      double x = (i % SIDE + 0.5) / SIDE + slant * (y - 0.5);
      double distance = distance(STROKES[digit], x, y);
      pixels[i] = (float) Math.max(0, Math.min(1, 1.4 - 0.6 * distance / thickness));
    }
    return pixels;
  }

  private static double distance(double[][] stroke, double x, double y) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 1; i < stroke.length; i++) {
      double dx = stroke[i][0] - stroke[i - 1][0];
      double dy = stroke[i][1] - stroke[i - 1][1];
      double along =
          ((x - stroke[i - 1][0]) * dx + (y - stroke[i - 1][1]) * dy) / (dx * dx + dy * dy);
      double t = Math.max(0, Math.min(1, along));
      nearest =
          Math.min(
              nearest, Math.hypot(x - stroke[i - 1][0] - t * dx, y - stroke[i - 1][1] - t * dy));
    }
    return nearest;
  }
}
