package io.lamina.jobs.data.shards;

import io.lamina.jobs.data.source.DataException;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * The values of the examples of blocks, after preprocessing; one example after the other, in the
 * same array. Used by one thread.
 */
public final class ExampleValues {
  private final Preprocessor preprocessor;
  private final double[] read;
  private final double[] values;

  /**
   * @param preprocessing a {@link Preprocessor} in JSON, as it goes to the executors
   */
  public ExampleValues(byte[] preprocessing) {
    this.preprocessor = parsed(preprocessing);
    this.read = new double[preprocessor.inputs()];
    this.values = new double[preprocessor.inputs()];
  }

  private static Preprocessor parsed(byte[] json) {
    try {
      return Preprocessor.parse(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values of an example; good until the next one is asked for. */
  public double[] of(ExampleBlock block, int example) {
    block.values(example, read);
    System.arraycopy(read, 0, values, 0, read.length);
    preprocessor.apply(values);
    return values;
  }

  /**
   * Blocks of the same labels with the values after preprocessing, made as they are asked for; what
   * no float holds is refused with a {@link DataException}.
   *
   * @param name what messages call the source of the examples
   */
  public Iterator<byte[]> preprocessed(String name, Iterator<byte[]> blocks) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return blocks.hasNext();
      }

      @Override
      public byte[] next() {
        return preprocessed(name, ExampleBlock.of(blocks.next()));
      }
    };
  }

  /**
   * The bytes of a block of the same labels with the values after preprocessing; what no float
   * holds is refused with a {@link DataException}.
   *
   * @param name what messages call the source of the examples
   */
  public byte[] preprocessed(String name, ExampleBlock block) {
    float[] all = new float[Math.multiplyExact(block.examples(), values.length)];
    for (int example = 0; example < block.examples(); example++) {
      double[] made = of(block, example);
      for (int i = 0; i < made.length; i++) {
        all[example * made.length + i] = rounded(name, made[i], i);
      }
    }
    return block.withValues(all);
  }

  private float rounded(String name, double made, int feature) {
    float rounded = (float) made;
    if (!Float.isFinite(rounded)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: data.preprocessing makes %.3g of the value %s in %s, which no 32-bit float holds"
                  + " (correct the value, or leave out a feature that hardly varies in the"
                  + " unlabeled data)",
              name,
              made,
              shown(read[feature]),
              called(feature)));
    }
    return rounded;
  }

  /** A 32-bit float as such. */
  private static String shown(double value) {
    return (float) value == value ? Float.toString((float) value) : Double.toString(value);
  }

  private String called(int feature) {
    List<String> names = preprocessor.inputNames();
    return names.isEmpty()
        ? "feature " + feature + " (features count from 0)"
        : "feature " + names.get(feature);
  }
}
