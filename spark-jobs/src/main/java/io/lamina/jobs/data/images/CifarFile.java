package io.lamina.jobs.data.images;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.Packing;
import io.lamina.zoo.plan.data.images.Cifar;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A file of CIFAR's records.
 *
 * @param path where it is
 * @param records how many it holds
 */
record CifarFile(String path, int records) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int VALUES = Cifar.SHAPE.values();
  private static final int CHANNELS = Cifar.SHAPE.channels();
  private static final int RECORD_BYTES = 1 + VALUES;

  /** Makes sure that the file is whole records long. */
  static CifarFile at(FileStatus status, Configuration hadoop) {
    Path path = status.getPath();
    if (status.getLen() == 0 || status.getLen() % RECORD_BYTES != 0) {
      throw Packing.explaining(
          path,
          hadoop,
          new DataException(
              String.format(
                  Locale.ROOT,
                  "cannot read %s: it has %d bytes, a record of CIFAR-10 has %d (is it another"
                      + " format, or cut off?)",
                  path,
                  status.getLen(),
                  RECORD_BYTES)));
    }
    return new CifarFile(path.toString(), Math.toIntExact(status.getLen() / RECORD_BYTES));
  }

  /**
   * A record of the file, which is open, as an {@link ExampleRow}, the channels of a pixel side by
   * side.
   *
   * @param labeled whether the row has the label
   */
  byte[] row(OpenFile open, int record, boolean labeled, LabelRule rule) {
    byte[] bytes = new byte[RECORD_BYTES];
    try {
      open.at((long) record * RECORD_BYTES).readFully(bytes);
    } catch (IOException e) {
      throw DataException.unreadable(path, e);
    }
    int label =
        labeled
            ? rule.require(bytes[0] & 0xFF, path + ", record " + record + " (counted from 0)")
            : ExampleRow.NO_LABEL;
    byte[] values = new byte[VALUES];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[1 + i % CHANNELS * (VALUES / CHANNELS) + i / CHANNELS];
    }
    return ExampleRow.ofBytes(label, values);
  }
}
