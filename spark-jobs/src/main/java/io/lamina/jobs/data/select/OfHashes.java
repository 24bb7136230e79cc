package io.lamina.jobs.data.select;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.ValueFormat;

/**
 * The examples whose hash lies in a range.
 *
 * @param hash of an example's values
 * @param from the lowest hash
 * @param to above the highest
 */
public record OfHashes(ValueHash hash, double from, double to) implements Choice {
  private static final long serialVersionUID = 1;

  public OfHashes {
    requireNonNull(hash, "hash is null");
  }

  @Override
  public boolean needsLabels() {
    return false;
  }

  @Override
  public boolean takes(byte[] row, ValueFormat format) {
    double place = hash.of(row, format);
    return place >= from && place < to;
  }

  @Override
  public String none() {
    return String.format(
        "examples on the side from %s to %s of the split with salt '%s' (widen it, or give more "
            + "data)",
        from, to, hash.salt());
  }
}
