package io.lamina.jobs.scoring;

import io.lamina.jobs.data.source.Records.SourceRow;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.DeviceKind;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;

/** A partition's rows with the cells added, a block at a time. */
final class ScoredRows implements Iterator<InternalRow> {
  private final RowBlocks<SourceRow> blocks;
  private final Iterator<BlockScores> scores;
  private final ScoreCells cells;
  private BlockScores block;
  private int row;

  private ScoredRows(RowBlocks<SourceRow> blocks, Iterator<BlockScores> scores, ScoreCells cells) {
    this.blocks = blocks;
    this.scores = scores;
    this.cells = cells;
  }

  /**
   * How partitions are scored, on executors.
   *
   * @param name what messages call the source
   * @param format of the examples' values
   */
  record Order(
      Broadcast<ServedNetwork> network,
      DeviceKind device,
      String name,
      ValueFormat format,
      ScoreCells cells)
      implements Serializable {
    private static final long serialVersionUID = 1;

    Iterator<InternalRow> of(Iterator<SourceRow> rows) {
      RowBlocks<SourceRow> blocks = new RowBlocks<>(new Copies(rows), SourceRow::example, format);
      return new ScoredRows(blocks, network.value().scores(device, name, blocks), cells);
    }
  }

  @Override
  public boolean hasNext() {
    return row < blocks.last().size() || scores.hasNext();
  }

  @Override
  public InternalRow next() {
    if (row == blocks.last().size()) {
      block = scores.next();
      row = 0;
    }
    int rows = blocks.last().size();
    InternalRow own = blocks.last().get(row).cells();
    return new JoinedRow(own, cells.of(block, row++, rows));
  }

  /** Rows that stay good when the next one is read. */
  private record Copies(Iterator<SourceRow> rows) implements Iterator<SourceRow> {
    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public SourceRow next() {
      return rows.next().kept();
    }
  }
}
