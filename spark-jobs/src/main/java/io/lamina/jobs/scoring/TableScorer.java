package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Records;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.published.PublishedNetwork;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Adds columns to tables: what a published network says of each row. */
public final class TableScorer {
  private final SparkSession session;
  private final DeviceKind device;

  /**
   * @param device that the executors compute on
   */
  public TableScorer(SparkSession session, DeviceKind device) {
    this.session = requireNonNull(session, "session is null");
    this.device = requireNonNull(device, "device is null");
  }

  /**
   * The rows with the columns added; nothing is computed before they are asked for. The rows are in
   * the partitions and the order of the source.
   *
   * @param rows as {@code DataReader.records} of the network's plan reads them
   * @param columns to add, in this order; what the network can say
   * @throws DataException if the table has a column of such a name already
   */
  public Dataset<Row> scored(Records rows, PublishedNetwork network, List<ScoreColumn> columns) {
    List<String> titles = columns.stream().map(ScoreColumn::title).toList();
    requireDifferent(rows, titles);
    Set<ScoreColumn> wanted = EnumSet.copyOf(columns);
    Broadcast<ServedNetwork> served =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .broadcast(new ServedNetwork(network, wanted));
    ScoredRows.Order order =
        new ScoredRows.Order(
            served,
            device,
            rows.name(),
            rows.layout().format(),
            new ScoreCells(columns, network.classNames()));
    return named(rows, titles, types(network, columns), rows.rows().mapPartitions(order::of).rdd());
  }

  private static StructType types(PublishedNetwork network, List<ScoreColumn> columns) {
    StructType types = new StructType();
    for (ScoreColumn column : columns) {
      types = types.add(column.title(), column.type(!network.classNames().isEmpty()), false);
    }
    return types;
  }

  /** The columns before the table's own have names that no other has, and go. */
  private Dataset<Row> named(
      Records rows,
      List<String> titles,
      StructType types,
      org.apache.spark.rdd.RDD<InternalRow> scored) {
    StructField[] cells = rows.cells().fields();
    Set<String> taken = new HashSet<>(titles);
    for (int i = rows.firstOwn(); i < cells.length; i++) {
      taken.add(cells[i].name().toLowerCase(Locale.ROOT));
    }
    StructType all = new StructType();
    List<String> helpers = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      String name = i < rows.firstOwn() ? free(taken) : cells[i].name();
      if (i < rows.firstOwn()) {
        helpers.add(name);
      }
      all = all.add(name, cells[i].dataType(), cells[i].nullable());
    }
    for (StructField added : types.fields()) {
      all = all.add(added);
    }
    // Spark's public interface takes rows of objects, one for every number in an array.
    return ((org.apache.spark.sql.classic.SparkSession) session)
        .internalCreateDataFrame(scored, all, false)
        .drop(helpers.toArray(String[]::new));
  }

  private static String free(Set<String> taken) {
    String name = "helper";
    while (!taken.add(name)) {
      name += "+";
    }
    return name;
  }

  private static void requireDifferent(Records rows, List<String> added) {
    Set<String> names = new HashSet<>();
    StructField[] fields = rows.cells().fields();
    for (int i = rows.firstOwn(); i < fields.length; i++) {
      String name = fields[i].name();
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw new DataException(
            String.format(
                "%s has two columns '%s', which Parquet does not keep apart (give columns names"
                    + " that differ)",
                rows.name(), name));
      }
    }
    for (String name : added) {
      if (!names.add(name)) {
        throw new DataException(
            String.format(
                "%s has a column '%s' already (rename it, or leave '%s' out of --columns)",
                rows.name(), name, name));
      }
    }
  }
}
