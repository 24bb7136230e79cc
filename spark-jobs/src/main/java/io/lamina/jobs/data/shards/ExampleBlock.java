package io.lamina.jobs.data.shards;

import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.runtime.train.MiniBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Some hundred consecutive examples of a shard in one array of bytes: what Spark holds, spills and
 * sends. Layout, little-endian: the number of examples, the values of an example, the format's
 * code, each 4 bytes; the labels, 4 bytes each; the values, example after example.
 */
public final class ExampleBlock {
  /** The examples of a full block. */
  public static final int EXAMPLES = 512;

  private static final int HEADER = 3 * Integer.BYTES;

  private final byte[] bytes;
  private final int examples;
  private final int inputs;
  private final ValueFormat format;

  private ExampleBlock(byte[] bytes) {
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.bytes = bytes;
    this.examples = header.getInt();
    this.inputs = header.getInt();
    this.format = ValueFormat.of(header.getInt());
  }

  /** Looks at the bytes of a block; they are shared, not copied. */
  public static ExampleBlock of(byte[] bytes) {
    return new ExampleBlock(bytes);
  }

  /** The bytes of a block of such rows, at least one, in arrays, all of the same length. */
  public static byte[] encode(List<ByteBuffer> rows, ValueFormat format) {
    int valueBytes = rows.get(0).limit() - ExampleRow.LABEL_BYTES;
    int inputs = valueBytes / format.bytes();
    byte[] bytes = allocate(rows.size(), inputs, format);
    begin(bytes, rows.size(), inputs, format);
    int labels = HEADER;
    int values = HEADER + rows.size() * ExampleRow.LABEL_BYTES;
    for (ByteBuffer row : rows) {
      // Plain copies: with those of buffers a test has seen the last values of a block as 0,
      // rarely.
      int label = row.arrayOffset();
      System.arraycopy(row.array(), label, bytes, labels, ExampleRow.LABEL_BYTES);
      System.arraycopy(row.array(), label + ExampleRow.LABEL_BYTES, bytes, values, valueBytes);
      labels += ExampleRow.LABEL_BYTES;
      values += valueBytes;
    }
    return bytes;
  }

  /**
   * The bytes of a block with this block's labels and other values: its codes.
   *
   * @param values the same number for every example, example after example
   */
  public byte[] withValues(float[] values) {
    int outputs = values.length / examples;
    byte[] coded = allocate(examples, outputs, ValueFormat.FLOAT);
    ByteBuffer block = begin(coded, examples, outputs, ValueFormat.FLOAT);
    block.put(bytes, HEADER, examples * Integer.BYTES);
    block.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return coded;
  }

  /**
   * The bytes of a block with this block's values and other labels.
   *
   * @param labels one for every example
   */
  public byte[] withLabels(int[] labels) {
    byte[] labeled = bytes.clone();
    ByteBuffer.wrap(labeled, HEADER, examples * Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .put(labels, 0, examples);
    return labeled;
  }

  private static byte[] allocate(int examples, int inputs, ValueFormat format) {
    long valueBytes = (long) examples * inputs * format.bytes();
    return new byte[Math.toIntExact(HEADER + (long) examples * Integer.BYTES + valueBytes)];
  }

  /** Writes the header; the labels come next. */
  private static ByteBuffer begin(byte[] bytes, int examples, int inputs, ValueFormat format) {
    return ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(examples)
        .putInt(inputs)
        .putInt(format.code());
  }

  public int examples() {
    return examples;
  }

  public int inputs() {
    return inputs;
  }

  /** The label of an example, -1 if it has none. */
  public int label(int example) {
    return ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt(HEADER + example * Integer.BYTES);
  }

  /** All its examples, values and labels. */
  public MiniBatch examplesAndLabels() {
    MiniBatch batch = new MiniBatch(inputs, examples);
    for (int i = 0; i < examples; i++) {
      copy(i, batch, i);
    }
    batch.size(examples);
    return batch;
  }

  /** Copies an example's values as they were read. */
  void values(int example, double[] target) {
    format.decode(bytes, valuesAt(example), target);
  }

  private int valuesAt(int example) {
    return HEADER + examples * Integer.BYTES + example * inputs * format.bytes();
  }

  /** Copies an example, values and label, to a place of a mini-batch. */
  public void copy(int example, MiniBatch target, int place) {
    format.decode(bytes, valuesAt(example), target.values(), place * inputs, inputs);
    target.labels()[place] = label(example);
  }
}
