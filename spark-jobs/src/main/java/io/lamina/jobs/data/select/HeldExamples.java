package io.lamina.jobs.data.select;

import io.lamina.jobs.data.source.Examples;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Keeps examples that are asked for more than once, so that their files are read once: Spark holds
 * their rows, packed, in memory or on disk. Used by one thread.
 */
public final class HeldExamples implements AutoCloseable {
  private static final int PACK_BYTES = 1 << 20;

  private final List<JavaRDD<byte[]>> held = new ArrayList<>();

  /** The same examples, read when they are asked for the first time. */
  public Examples of(Examples examples) {
    JavaRDD<byte[]> packs =
        examples.rows().mapPartitions(Packs::new).persist(StorageLevel.MEMORY_AND_DISK_SER());
    held.add(packs);
    return examples.some(packs.flatMapToPair(HeldExamples::rows), examples.count());
  }

  /** Lets Spark forget them. */
  @Override
  public void close() {
    held.forEach(packs -> packs.unpersist(false));
    held.clear();
  }

  private static Iterator<Tuple2<Long, byte[]>> rows(byte[] pack) {
    ByteBuffer buffer = ByteBuffer.wrap(pack);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return buffer.hasRemaining();
      }

      @Override
      public Tuple2<Long, byte[]> next() {
        long index = buffer.getLong();
        byte[] row = new byte[buffer.getInt()];
        buffer.get(row);
        return new Tuple2<>(index, row);
      }
    };
  }

  /** Packs rows: each after its index, 8 bytes, and its length, 4 bytes. */
  private static final class Packs implements Iterator<byte[]> {
    private final Iterator<Tuple2<Long, byte[]>> rows;

    Packs(Iterator<Tuple2<Long, byte[]>> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public byte[] next() {
      List<Tuple2<Long, byte[]>> packed = new ArrayList<>();
      int bytes = 0;
      do {
        Tuple2<Long, byte[]> row = rows.next();
        packed.add(row);
        bytes = Math.addExact(bytes, Long.BYTES + Integer.BYTES + row._2().length);
      } while (rows.hasNext() && bytes < PACK_BYTES);
      ByteBuffer pack = ByteBuffer.allocate(bytes);
      packed.forEach(row -> pack.putLong(row._1()).putInt(row._2().length).put(row._2()));
      return pack.array();
    }
  }
}
