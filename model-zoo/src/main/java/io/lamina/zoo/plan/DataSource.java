package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Where examples come from. Paths are relative to the run's data directory, or Hadoop paths. */
public sealed interface DataSource {

  /**
   * The format of MNIST's files, {@code .gz} or plain; unsigned bytes, 0 to 255 mapped to 0 to 1.
   *
   * @param features the file of examples
   * @param labels the file of labels, where there are any
   */
  record Idx(String features, Optional<String> labels) implements DataSource {
    public Idx {
      requireNonNull(features, "features is null");
      requireNonNull(labels, "labels is null");
    }

    @Override
    public boolean hasLabels() {
      return labels.isPresent();
    }
  }

  /**
   * Comma-separated numbers, an example a line; a file, a directory or a glob.
   *
   * @param path what to read
   * @param header whether each file's first line is a header
   * @param label the label's column, counted from 0, where there is one
   * @param range the feature values that map to 0 and to 1
   */
  record Csv(String path, boolean header, Optional<Integer> label, ValueRange range)
      implements DataSource {
    public static final Range LABEL = Range.closed(0, 1_000_000);

    public Csv {
      requireNonNull(path, "path is null");
      requireNonNull(label, "label is null");
      label.ifPresent(column -> LABEL.require("label", column));
      requireNonNull(range, "range is null");
    }

    @Override
    public boolean hasLabels() {
      return label.isPresent();
    }
  }

  /**
   * Parquet; a file, a directory or a glob.
   *
   * @param path what to read
   * @param features the column of examples: an array of numbers or an ML vector
   * @param label the column of labels, where there is one
   * @param range the feature values that map to 0 and to 1
   */
  record Parquet(String path, String features, Optional<String> label, ValueRange range)
      implements DataSource {
    public Parquet {
      requireNonNull(path, "path is null");
      requireNonNull(features, "features is null");
      requireNonNull(label, "label is null");
      requireNonNull(range, "range is null");
    }

    @Override
    public boolean hasLabels() {
      return label.isPresent();
    }
  }

  /**
   * Handwriting-like digits, drawn by a generator; ten classes, 28 × 28 pixels.
   *
   * @param examples how many
   * @param seed different seeds draw different digits
   */
  record GeneratedDigits(int examples, long seed) implements DataSource {
    public static final Range EXAMPLES = Range.closed(1, 100_000_000);
    public static final int CLASSES = 10;
    public static final ImageShape SHAPE = new ImageShape(28, 28);

    public GeneratedDigits {
      EXAMPLES.require("examples", examples);
    }

    @Override
    public boolean hasLabels() {
      return true;
    }
  }

  /** Whether the source holds labels beside the examples. */
  boolean hasLabels();

  /**
   * The raw values that map to 0 and to 1; a value outside is an error of the data.
   *
   * @param low maps to 0
   * @param high maps to 1
   */
  record ValueRange(double low, double high) {
    public static final ValueRange UNIT = new ValueRange(0, 1);

    public ValueRange {
      if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
        throw new PlanRuleException(
            "high", high, "must be above low, " + low + ", and both must be finite");
      }
    }
  }
}
