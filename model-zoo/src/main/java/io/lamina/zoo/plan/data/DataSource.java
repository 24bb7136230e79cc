package io.lamina.zoo.plan.data;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where examples come from. Paths are relative to the run's data directory, or Hadoop paths. */
public sealed interface DataSource {

  /**
   * The format of MNIST's files, {@code .gz} or plain; unsigned bytes, 0 to 255 mapped to 0 to 1.
   *
   * @param features the file of examples
   * @param labels the file of labels, where there are any
   */
  record Idx(String features, Optional<String> labels) implements DataSource {
    private static final ValueRange BYTES = new ValueRange(0, 255);

    public Idx {
      requireNonNull(features, "features is null");
      requireNonNull(labels, "labels is null");
    }

    @Override
    public boolean hasLabels() {
      return labels.isPresent();
    }

    @Override
    public Optional<ValueRange> range() {
      return Optional.of(BYTES);
    }
  }

  /**
   * Comma-separated values, an example a line; a file, a directory or a glob.
   *
   * @param path what to read
   * @param header whether each file's first line is a header
   * @param label the label, where there is one
   * @param range the numbers that map to 0 and to 1; without it they are taken as they are
   * @param columns those that are not just numbers, or that have names
   */
  record Csv(
      String path,
      boolean header,
      Optional<CsvLabel> label,
      Optional<ValueRange> range,
      List<CsvColumn> columns)
      implements DataSource {
    public Csv {
      requireNonNull(path, "path is null");
      requireNonNull(label, "label is null");
      requireNonNull(range, "range is null");
      columns = List.copyOf(columns);
      Set<Integer> taken = new HashSet<>();
      label.ifPresent(l -> taken.add(l.column()));
      for (int i = 0; i < columns.size(); i++) {
        int column = columns.get(i).column();
        if (!taken.add(column)) {
          throw new PlanRuleException(
              "columns[" + i + "].column", column, "is the label, or another item's column too");
        }
      }
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

    @Override
    public Optional<ValueRange> range() {
      return Optional.of(Idx.BYTES);
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
    public Optional<ValueRange> range() {
      return Optional.empty();
    }
  }

  /**
   * Pictures of a source, each changed by chance: Larochelle et al.'s variations (ICML 2007).
   *
   * @param pictures the source; it gives bytes
   * @param kind what happens to each
   * @param seed different seeds, other changes
   */
  record Varied(DataSource pictures, Variation kind, long seed) implements DataSource {
    public Varied {
      requireNonNull(pictures, "pictures is null");
      requireNonNull(kind, "kind is null");
    }

    @Override
    public boolean hasLabels() {
      return pictures.hasLabels();
    }

    @Override
    public Optional<ValueRange> range() {
      return pictures.range();
    }

    @Override
    public DataSource origin() {
      return pictures.origin();
    }
  }

  /** What happens to a picture. */
  enum Variation {
    /** It is turned about its middle by an angle that is uniform over the circle. */
    ROTATED,
    /** Behind it is noise, uniform over 0 to 255; each pixel is the lighter of the two. */
    RANDOM_BACKGROUND
  }

  /**
   * Some of a source's examples: a share of them in the order of a shuffle. Parts of one source and
   * seed that do not overlap have no example in common.
   *
   * @param whole the source
   * @param from where the part begins, of 0 to 1
   * @param to where it ends, above {@code from}
   * @param seed of the shuffle
   */
  record Part(DataSource whole, double from, double to, long seed) implements DataSource {
    public static final Range SHARE = Range.closed(0, 1);

    public Part {
      requireNonNull(whole, "whole is null");
      requireShares(from, to);
    }

    static void requireShares(double from, double to) {
      SHARE.require("from", from);
      SHARE.require("to", to);
      if (from >= to) {
        throw new PlanRuleException("to", to, "must be above from, " + from);
      }
    }

    @Override
    public boolean hasLabels() {
      return whole.hasLabels();
    }

    @Override
    public Optional<ValueRange> range() {
      return whole.range();
    }

    @Override
    public DataSource origin() {
      return whole.origin();
    }
  }

  /**
   * The examples of a source that are of some classes.
   *
   * @param all the source; it has labels
   * @param classes at least one
   */
  record OnlyClasses(DataSource all, List<Integer> classes) implements DataSource {
    public static final Range CLASS = Range.closed(0, DataPlan.CLASSES.high() - 1);

    public OnlyClasses {
      requireNonNull(all, "all is null");
      classes = List.copyOf(classes);
      classes.forEach(number -> CLASS.require("onlyClasses", number));
      if (classes.isEmpty()) {
        throw new IllegalArgumentException("onlyClasses is empty");
      }
    }

    @Override
    public boolean hasLabels() {
      return true;
    }

    @Override
    public Optional<ValueRange> range() {
      return all.range();
    }

    @Override
    public DataSource origin() {
      return all.origin();
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

  /** What is read, before some of it is chosen. */
  default DataSource origin() {
    return this;
  }

  /** The numbers that map to 0 and to 1; if empty, numbers are taken as they are. */
  Optional<ValueRange> range();

  /** Where its values lie, as it gives them. */
  default InputRange values() {
    return range().isPresent() ? InputRange.UNIT : InputRange.REAL;
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
