package io.lamina.zoo.plan.preprocessing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * ZCA whitening of patches, as a convolution over pictures of any size: each value becomes what
 * {@link ZcaWhitening} would make of it in the middle of its patch. The statistics are those of the
 * patches that lie side by side in the unlabeled pictures, from the upper left corner on. A
 * channel's mean is one for all places. What lies beyond the borders counts as its channel's mean.
 *
 * @param square the patch
 * @param epsilon is added to every eigenvalue of the covariance
 */
public record PatchWhitening(OddSquare square, double epsilon) implements PreprocessingStep {
  public static final Range EPSILON = Range.above(0, 1_000_000);

  static final StepKind KIND = new StepKind("whiten-patches", PatchWhitening::read, Filters::read);

  private static final int MOST_VALUES = 1024;

  public PatchWhitening {
    requireNonNull(square, "square is null");
    EPSILON.require("epsilon", epsilon);
  }

  /**
   * @param size of the patch's side, odd
   */
  public PatchWhitening(int size, double epsilon) {
    this(new OddSquare(size), epsilon);
  }

  private static Optional<PreprocessingStep> read(Section step) {
    Optional<OddSquare> square = OddSquare.read(step);
    Optional<Double> epsilon = step.required("epsilon", Form.number(EPSILON));
    return step.build(() -> new PatchWhitening(square.orElseThrow(), epsilon.orElseThrow()));
  }

  @Override
  public String kind() {
    return KIND.name();
  }

  @Override
  public InputRange makes() {
    return InputRange.REAL;
  }

  @Override
  public Optional<String> refusal(Shape shape) {
    Optional<String> noPicture = new Surroundings(shape, square).refusal(kind());
    int values = square.size() * square.size() * shape.channels();
    return noPicture.isPresent() || values <= MOST_VALUES
        ? noPicture
        : Optional.of(
            "whiten-patches has patches of "
                + values
                + " values: the covariance of at most "
                + MOST_VALUES
                + " is computed (take a smaller size)");
  }

  @Override
  public Transformation fit(FeatureStatistics statistics) {
    Surroundings around = new Surroundings(statistics.shape(), square);
    FeatureStatistics.PrincipalAxes axes =
        statistics.principalAxes(
            Window.square(around.shape(), square.size(), square.size(), Border.VALID));
    int channels = around.shape().channels();
    int places = square.size() * square.size();
    double[] mean = new double[channels];
    for (int i = 0; i < places * channels; i++) {
      mean[i % channels] += axes.mean(i) / places;
    }
    List<Statistic> filters =
        IntStream.range(0, channels)
            .mapToObj(c -> filter(axes, places / 2 * channels + c, places * channels))
            .toList();
    return new Filters(around, new Statistic("mean", mean), filters);
  }

  /** A row of the square root of the inverse of covariance plus epsilon. */
  private Statistic filter(FeatureStatistics.PrincipalAxes axes, int row, int values) {
    double[] filter = new double[values];
    for (int k = 0; k < values; k++) {
      double[] direction = axes.direction(k);
      double scaled = direction[row] / Math.sqrt(axes.variance(k) + epsilon);
      for (int j = 0; j < values; j++) {
        filter[j] += scaled * direction[j];
      }
    }
    return new Statistic("filters", filter);
  }

  @Override
  public void writeKeys(YamlLines yaml) {
    yaml.put("size", square.size());
    yaml.put("epsilon", epsilon);
  }

  /** From each channel its mean is taken, and the rest is convolved with a filter for each. */
  public static final class Filters implements Transformation {
    private final Surroundings around;
    private final Statistic mean;
    private final List<Statistic> filters;

    private Filters(Surroundings around, Statistic mean, List<Statistic> filters) {
      int channels = around.shape().channels();
      int size = around.square().size();
      this.around = around;
      this.mean = mean.requireSize(channels);
      this.filters = filters;
      if (filters.size() != channels) {
        throw new IllegalArgumentException(
            "filters has " + filters.size() + " lists, must be " + channels);
      }
      filters.forEach(filter -> filter.requireSize(size * size * channels));
    }

    /**
     * @param shape of the pictures
     * @param size of a filter's side, odd
     * @param mean of every channel
     * @param filters for every channel of the result the factors of the places around, row by row,
     *     all channels of a place together
     */
    public Filters(Shape shape, int size, double[] mean, double[][] filters) {
      this(
          new Surroundings(shape, new OddSquare(size)),
          new Statistic("mean", mean),
          Stream.of(filters).map(filter -> new Statistic("filters", filter)).toList());
    }

    static Transformation read(JsonNode step) {
      List<Statistic> filters = new ArrayList<>();
      step.required("filters").forEach(list -> filters.add(Statistic.of(list, "filters")));
      return new Filters(Surroundings.read(step), Statistic.read(step, "mean"), filters);
    }

    @Override
    public String kind() {
      return KIND.name();
    }

    @Override
    public void apply(double[] example) {
      Shape shape = around.shape();
      int channels = shape.channels();
      double[] shifted = new double[example.length];
      for (int i = 0; i < shifted.length; i++) {
        shifted[i] = example[i] - mean.at(i % channels);
      }
      for (int i = 0; i < example.length; i++) {
        int place = i / channels;
        Statistic filter = filters.get(i % channels);
        example[i] = value(shifted, filter, place / shape.width(), place % shape.width());
      }
    }

    private double value(double[] shifted, Statistic filter, int row, int column) {
      Shape shape = around.shape();
      int size = around.square().size();
      int top = row - around.square().reach();
      int left = column - around.square().reach();
      int first = Math.max(0, left);
      int values = (Math.min(shape.width(), left + size) - first) * shape.channels();
      double sum = 0;
      for (int y = Math.max(0, top); y < Math.min(shape.height(), top + size); y++) {
        int at = (y * shape.width() + first) * shape.channels();
        int factor = ((y - top) * size + first - left) * shape.channels();
        for (int k = 0; k < values; k++) {
          sum += filter.at(factor + k) * shifted[at + k];
        }
      }
      return sum;
    }

    @Override
    public void requireInputs(int inputs) {
      around.requireInputs(inputs);
    }

    @Override
    public void writeStatistics(ObjectNode step) {
      around.write(step);
      mean.write(step);
      ArrayNode lists = step.putArray("filters");
      filters.forEach(filter -> filter.addTo(lists.addArray()));
    }
  }
}
