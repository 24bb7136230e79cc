package io.lamina.jobs.data.format;

import io.lamina.jobs.data.images.BrokenImageException;
import io.lamina.jobs.data.images.PictureDecoder;
import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/**
 * The encoded picture of a cell. Its values are unsigned bytes.
 *
 * @param decoder of it
 */
record PictureCell(PictureDecoder decoder) implements FeatureCells {
  private static final long serialVersionUID = 1;

  @Override
  public Column selected(Column column) {
    return column;
  }

  @Override
  public double[] of(SpecializedGetters row, int at, String where) {
    if (row.isNullAt(at)) {
      throw new DataException(where + ": the picture is missing (remove the row, or fill it in)");
    }
    try {
      byte[] bytes = decoder.decode(row.getBinary(at)).values();
      double[] values = new double[bytes.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = bytes[i] & 0xFF;
      }
      return values;
    } catch (BrokenImageException e) {
      throw new DataException(
          String.format(
              "%s: the picture cannot be read: %s (%s, or remove the row)",
              where, e.getMessage(), e.remedy()),
          e);
    }
  }

  @Override
  public String shown(SpecializedGetters row, int at) {
    return row.isNullAt(at) ? "null" : new Counted(row.getBinary(at).length, "byte").toString();
  }
}
