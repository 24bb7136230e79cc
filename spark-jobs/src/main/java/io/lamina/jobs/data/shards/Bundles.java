package io.lamina.jobs.data.shards;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import scala.Tuple2;

/**
 * The rows of a partition as bundles, each under the number of its stretch: rows, and before each
 * its place in the stretch, 4 bytes, little-endian.
 */
final class Bundles implements Iterator<Tuple2<Object, byte[]>> {
  /** So much is gathered before bundles are handed on. */
  private static final long GATHERED_BYTES = 16 << 20;

  private final Iterator<Tuple2<Long, byte[]>> rows;
  private final Sharding sharding;
  private final int stretch;
  private final int rowBytes;
  private Iterator<Map.Entry<Long, Bundle>> gathered = Collections.emptyIterator();

  Bundles(Iterator<Tuple2<Long, byte[]>> rows, Dealing dealing) {
    this.rows = rows;
    this.sharding = dealing.sharding();
    this.stretch = dealing.stretch();
    this.rowBytes = dealing.rowBytes();
  }

  @Override
  public boolean hasNext() {
    return gathered.hasNext() || rows.hasNext();
  }

  @Override
  public Tuple2<Object, byte[]> next() {
    if (!gathered.hasNext()) {
      gathered = gather().entrySet().iterator();
    }
    Map.Entry<Long, Bundle> bundle = gathered.next();
    return new Tuple2<>(bundle.getKey(), bundle.getValue().bytes(rowBytes));
  }

  private Map<Long, Bundle> gather() {
    Map<Long, Bundle> byStretch = new HashMap<>();
    for (long bytes = 0; bytes < GATHERED_BYTES && rows.hasNext(); bytes += rowBytes) {
      Tuple2<Long, byte[]> row = rows.next();
      long place = sharding.place(row._1());
      long slot = Sharding.slot(place);
      byStretch
          .computeIfAbsent(place - slot + slot / stretch, any -> new Bundle())
          .add((int) (slot % stretch), row._2());
    }
    return byStretch;
  }

  /** Rows of one stretch, and their places in it. */
  private static final class Bundle {
    private final List<Integer> places = new ArrayList<>();
    private final List<byte[]> rows = new ArrayList<>();

    void add(int place, byte[] row) {
      places.add(place);
      rows.add(row);
    }

    byte[] bytes(int rowBytes) {
      int bytes = Math.multiplyExact(rows.size(), Integer.BYTES + rowBytes);
      ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < rows.size(); i++) {
        buffer.putInt(places.get(i)).put(rows.get(i));
      }
      return buffer.array();
    }
  }
}
