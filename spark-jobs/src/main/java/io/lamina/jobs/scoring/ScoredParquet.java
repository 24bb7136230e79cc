package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.storage.Location;
import io.lamina.zoo.storage.WholeDirectory;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Writes a table as Parquet: with {@code _SUCCESS}, all of it or nothing.
 *
 * @param session of the table
 * @param notes takes a line now and then
 */
public record ScoredParquet(SparkSession session, Consumer<String> notes) {
  private static final String PROTOCOL = "spark.sql.sources.commitProtocolClass";
  private static final String SUCCESS = "mapreduce.fileoutputcommitter.marksuccessfuljobs";

  public ScoredParquet {
    requireNonNull(session, "session is null");
    requireNonNull(notes, "notes is null");
  }

  /**
   * Computes the table and writes it. What an earlier process has left that was killed is removed.
   *
   * @param target the directory, of which there must be none
   * @return the rows
   * @throws IOException with a message for people, if there is something of this name, or if the
   *     file system refuses
   */
  public long write(Dataset<Row> table, Location target) throws IOException {
    try (WholeDirectory directory = WholeDirectory.begin(target)) {
      String content = directory.content().toString();
      ScoreProgress progress =
          new ScoreProgress(
              table.queryExecution().toRdd().getNumPartitions(), InstantSource.system(), notes);
      session.sparkContext().addSparkListener(progress);
      try {
        write(table, content, directory.sign());
      } finally {
        session.sparkContext().removeSparkListener(progress);
      }
      long rows = session.read().schema(table.schema()).parquet(content).count();
      directory.publish();
      return rows;
    }
  }

  /**
   * On an object store the committer makes the files appear, beside the claim to the directory that
   * is there already.
   */
  private static void write(Dataset<Row> table, String content, Optional<String> sign) {
    if (sign.isEmpty()) {
      writer(table).option(SUCCESS, true).parquet(content);
      return;
    }
    RuntimeConfig settings = table.sparkSession().conf();
    Option<String> before = settings.getOption(PROTOCOL);
    settings.set(PROTOCOL, StoreCommitProtocol.class.getName());
    try {
      writer(table)
          .mode(SaveMode.Append)
          .options(StoreCommitProtocol.options(sign.get()))
          .option(SUCCESS, false)
          .parquet(content);
    } finally {
      if (before.isDefined()) {
        settings.set(PROTOCOL, before.get());
      } else {
        settings.unset(PROTOCOL);
      }
    }
  }

  /** A dictionary of floats that hardly repeat costs time and saves no space. */
  private static DataFrameWriter<Row> writer(Dataset<Row> table) {
    return table
        .write()
        .option(noDictionary(ScoreColumn.CODES), false)
        .option(noDictionary(ScoreColumn.PROBABILITIES), false);
  }

  private static String noDictionary(ScoreColumn column) {
    return "parquet.enable.dictionary#" + column.title() + ".list.element";
  }
}
