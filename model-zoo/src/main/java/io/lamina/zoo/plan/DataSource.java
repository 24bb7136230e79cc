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
   * @param range the feature values that map to 0 and to 1; without it they are taken as they are
   */
  record Csv(String path, boolean header, Optional<Integer> label, Optional<ValueRange> range)
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

    @Override
    public InputRange values() {
      return range.isPresent() ? InputRange.UNIT : InputRange.REAL;
    }
  }

  /**
   * Parquet; a file, a directory or a glob.
   *
   * @param path what to read
   * @param features the column of examples: an array of numbers or an ML vector
   * @param label the column of labels, where there is one
   * @param range the feature values that map to 0 and to 1; without it they are taken as they are
   */
  record Parquet(String path, String features, Optional<String> label, Optional<ValueRange> range)
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

    @Override
    public InputRange values() {
      return range.isPresent() ? InputRange.UNIT : InputRange.REAL;
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

  /**
   * Patches of images: squares or rectangles cut out of larger pictures at random places. The files
   * hold grey images of one shape, row by row, as 32-bit floats without a header; a file may hold
   * several.
   *
   * @param path a file, a directory or a glob
   * @param image the shape of every image
   * @param byteOrder of the floats
   * @param patch the shape of a patch, not larger than an image
   * @param examples how many patches
   * @param seed different seeds cut at different places
   */
  record ImagePatches(
      String path,
      ImageShape image,
      FloatOrder byteOrder,
      ImageShape patch,
      int examples,
      long seed)
      implements DataSource {
    public static final Range EXAMPLES = Range.closed(1, 100_000_000);

    public ImagePatches {
      requireNonNull(path, "path is null");
      requireNonNull(image, "image is null");
      requireNonNull(byteOrder, "byteOrder is null");
      requireNonNull(patch, "patch is null");
      EXAMPLES.require("examples", examples);
      if (patch.height() > image.height() || patch.width() > image.width()) {
        throw new PlanRuleException("patch", patch, "must fit into an image, " + image);
      }
    }

    @Override
    public boolean hasLabels() {
      return false;
    }

    @Override
    public InputRange values() {
      return InputRange.REAL;
    }
  }

  /** Which byte of a float comes first. */
  enum FloatOrder {
    /** The most significant. */
    BIG_ENDIAN,
    /** The least significant. */
    LITTLE_ENDIAN
  }

  /** Whether the source holds labels beside the examples. */
  boolean hasLabels();

  /** Where its values lie, as it gives them. */
  default InputRange values() {
    return InputRange.UNIT;
  }

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
