package io.lamina.zoo.plan.preprocessing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Arrays;
import java.util.Optional;

/**
 * Local contrast normalisation (Jarrett, Kavukcuoglu, Ranzato, LeCun: What is the best multi-stage
 * architecture for object recognition?, ICCV 2009; Pinto, Cox, DiCarlo: Why is real-world visual
 * object recognition hard?, 2008): from every value of a picture the mean around its place is
 * taken, and the rest is divided by the deviation there, or by the mean of all these deviations
 * where that is more. Means and deviations are over all channels, weighted by a Gaussian. Every
 * picture is normalised by itself: the step takes no statistics.
 *
 * @param square around a place
 * @param epsilon the least that values are divided by: keeps the noise of blank pictures small
 */
public record LocalContrast(OddSquare square, double epsilon) implements PreprocessingStep {
  public static final Range EPSILON = Range.above(0, 1_000_000);

  static final StepKind KIND =
      new StepKind("local-contrast", LocalContrast::read, Normalisation::read);

  /** For values from 0 to 1, some two of 255 grey levels. */
  private static final double STANDARD = 0.01;

  public LocalContrast {
    requireNonNull(square, "square is null");
    EPSILON.require("epsilon", epsilon);
  }

  /**
   * @param size of the square around a place, odd
   */
  public LocalContrast(int size, double epsilon) {
    this(new OddSquare(size), epsilon);
  }

  private static Optional<PreprocessingStep> read(Section step) {
    Optional<OddSquare> square = OddSquare.read(step);
    Optional<Double> epsilon = step.valueOr("epsilon", Form.number(EPSILON), STANDARD);
    return step.build(() -> new LocalContrast(square.orElseThrow(), epsilon.orElseThrow()));
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
    return new Surroundings(shape, square).refusal(kind());
  }

  @Override
  public Transformation fit(FeatureStatistics statistics) {
    return new Normalisation(new Surroundings(statistics.shape(), square), epsilon);
  }

  @Override
  public void writeKeys(YamlLines yaml) {
    yaml.put("size", square.size());
    yaml.put("epsilon", epsilon);
  }

  /** The step, of pictures of a shape. */
  public static final class Normalisation implements Transformation {
    private final Surroundings around;
    private final double epsilon;
    private final GaussianMean mean;

    private Normalisation(Surroundings around, double epsilon) {
      this.around = around;
      this.epsilon = epsilon;
      this.mean = new GaussianMean(around);
      EPSILON.require("epsilon", epsilon);
    }

    /**
     * @param shape of the pictures
     * @param size of the square around a place, odd
     * @param epsilon the least that values are divided by
     */
    public Normalisation(Shape shape, int size, double epsilon) {
      this(new Surroundings(shape, new OddSquare(size)), epsilon);
    }

    static Transformation read(JsonNode step) {
      double epsilon = Statistic.number(step.required("epsilon"), "epsilon");
      return new Normalisation(Surroundings.read(step), epsilon);
    }

    @Override
    public String kind() {
      return KIND.name();
    }

    @Override
    public void apply(double[] example) {
      int channels = around.shape().channels();
      double[] means = mean.of(places(example));
      for (int i = 0; i < example.length; i++) {
        example[i] -= means[i / channels];
      }
      double[] deviations = mean.of(places(Arrays.stream(example).map(x -> x * x).toArray()));
      double least = 0;
      for (int i = 0; i < deviations.length; i++) {
        deviations[i] = Math.sqrt(deviations[i]);
        least += deviations[i];
      }
      least = Math.max(least / deviations.length, epsilon);
      for (int i = 0; i < example.length; i++) {
        example[i] /= Math.max(deviations[i / channels], least);
      }
    }

    /** The mean of each place's channels. */
    private double[] places(double[] values) {
      int channels = around.shape().channels();
      double[] places = new double[values.length / channels];
      for (int i = 0; i < values.length; i++) {
        places[i / channels] += values[i] / channels;
      }
      return places;
    }

    @Override
    public void requireInputs(int inputs) {
      around.requireInputs(inputs);
    }

    @Override
    public void writeStatistics(ObjectNode step) {
      around.write(step);
      step.put("epsilon", epsilon);
    }
  }
}
