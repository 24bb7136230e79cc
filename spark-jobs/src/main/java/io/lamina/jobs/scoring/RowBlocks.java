package io.lamina.jobs.scoring;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.source.ValueFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * Rows as blocks of examples, which remembers the rows of its last block.
 *
 * @param <R> the rows
 */
public final class RowBlocks<R> implements Iterator<byte[]> {
  private final Iterator<R> rows;
  private final Function<R, byte[]> example;
  private final ValueFormat format;
  private final List<R> last = new ArrayList<>(ExampleBlock.EXAMPLES);

  /**
   * @param example gives a row's {@link io.lamina.jobs.data.source.ExampleRow}
   * @param format of its values
   */
  public RowBlocks(Iterator<R> rows, Function<R, byte[]> example, ValueFormat format) {
    this.rows = rows;
    this.example = example;
    this.format = format;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public byte[] next() {
    last.clear();
    List<ByteBuffer> examples = new ArrayList<>(ExampleBlock.EXAMPLES);
    while (last.size() < ExampleBlock.EXAMPLES && rows.hasNext()) {
      R row = rows.next();
      last.add(row);
      examples.add(ByteBuffer.wrap(example.apply(row)));
    }
    return ExampleBlock.encode(examples, format);
  }

  /** The rows of the block that was given last; good until the next is asked for. */
  public List<R> last() {
    return last;
  }
}
