package io.lamina.zoo.network.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Rows and what a network said of them, as a file: a mark, the numbers of rows, inputs and outputs,
 * then of each row its inputs and its outputs; whole numbers of 32 bits and floats, the highest
 * byte first. Immutable.
 */
public final class ScoredRows {
  private static final int MARK = 0x4C53_5231; // LSR1

  private final float[][] inputs;
  private final float[][] outputs;

  /**
   * @param inputs of the rows, as the network reads them: after preprocessing; at least one row,
   *     all of one length
   * @param outputs of the network, of each row
   */
  public ScoredRows(float[][] inputs, float[][] outputs) {
    if (inputs.length == 0 || inputs.length != outputs.length) {
      throw new IllegalArgumentException(
          inputs.length
              + " rows and "
              + outputs.length
              + " answers, must be as many, at least one");
    }
    this.inputs = copied(inputs);
    this.outputs = copied(outputs);
  }

  private static float[][] copied(float[][] rows) {
    float[][] copied = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length == 0 || rows[i].length != rows[0].length) {
        throw new IllegalArgumentException(
            "row " + i + " has " + rows[i].length + " values, the first has " + rows[0].length);
      }
      copied[i] = rows[i].clone();
    }
    return copied;
  }

  public int count() {
    return inputs.length;
  }

  /** Copies of the inputs of some rows. */
  float[][] inputs(int from, int to) {
    return copied(Arrays.copyOfRange(inputs, from, to));
  }

  float output(int row, int unit) {
    return outputs[row][unit];
  }

  int outputSize() {
    return outputs[0].length;
  }

  /**
   * Writes the file.
   *
   * @param file stays open
   */
  public void write(OutputStream file) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file));
    out.writeInt(MARK);
    out.writeInt(inputs.length);
    out.writeInt(inputs[0].length);
    out.writeInt(outputs[0].length);
    for (int i = 0; i < inputs.length; i++) {
      write(out, inputs[i]);
      write(out, outputs[i]);
    }
    out.flush();
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is another file, or not all of it is there
   */
  static ScoredRows read(InputStream file) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(file));
    try {
      if (in.readInt() != MARK) {
        throw new IOException("not a file of scored rows");
      }
      int rows = in.readInt();
      int inputs = in.readInt();
      int outputs = in.readInt();
      if (rows < 1 || inputs < 1 || outputs < 1) {
        throw new IOException("the file of scored rows is damaged");
      }
      float[][] read = new float[rows][];
      float[][] scored = new float[rows][];
      for (int i = 0; i < rows; i++) {
        read[i] = floats(in, inputs);
        scored[i] = floats(in, outputs);
      }
      return new ScoredRows(read, scored);
    } catch (EOFException e) {
      throw new IOException("the file of scored rows is cut off", e);
    }
  }

  private static float[] floats(DataInputStream in, int count) throws IOException {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
