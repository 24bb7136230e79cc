package io.lamina.jobs.data.shards;

import io.lamina.jobs.data.source.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import scala.Tuple2;

/** Puts the bundles of a shard, sorted by their stretches, together to blocks. */
final class StretchBlocks implements Iterator<byte[]> {
  private final Iterator<Tuple2<Object, byte[]>> bundles;
  private final Dealing dealing;
  private final int stretch;
  private final int rowBytes;
  private Tuple2<Object, byte[]> ahead;
  private Iterator<List<ByteBuffer>> blocks = Collections.emptyIterator();

  StretchBlocks(Iterator<Tuple2<Object, byte[]>> bundles, Dealing dealing) {
    this.bundles = bundles;
    this.dealing = dealing;
    this.stretch = dealing.stretch();
    this.rowBytes = dealing.rowBytes();
    advance();
  }

  private void advance() {
    ahead = bundles.hasNext() ? bundles.next() : null;
  }

  @Override
  public boolean hasNext() {
    return blocks.hasNext() || ahead != null;
  }

  @Override
  public byte[] next() {
    if (!blocks.hasNext()) {
      blocks = inBlocks(nextStretch());
    }
    return ExampleBlock.encode(blocks.next(), dealing.format());
  }

  /**
   * The rows of the next stretch in order. A row that is missing is found when they are counted.
   */
  private List<ByteBuffer> nextStretch() {
    ByteBuffer[] rows = new ByteBuffer[stretch];
    Object key = ahead._1();
    while (ahead != null && ahead._1().equals(key)) {
      place(ahead._2(), rows);
      advance();
    }
    return Arrays.stream(rows).filter(Objects::nonNull).toList();
  }

  private void place(byte[] bundle, ByteBuffer[] rows) {
    ByteBuffer buffer = ByteBuffer.wrap(bundle).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < bundle.length; at += Integer.BYTES + rowBytes) {
      int place = buffer.getInt(at);
      if (rows[place] != null) {
        throw new DataException(
            "the data changed while it was read: two examples have the same place in it (read it"
                + " when nothing writes to it)");
      }
      rows[place] = ByteBuffer.wrap(bundle, at + Integer.BYTES, rowBytes).slice();
    }
  }

  private static Iterator<List<ByteBuffer>> inBlocks(List<ByteBuffer> rows) {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < rows.size();
      }

      @Override
      public List<ByteBuffer> next() {
        int first = next;
        next = Math.min(rows.size(), first + ExampleBlock.EXAMPLES);
        return rows.subList(first, next);
      }
    };
  }
}
