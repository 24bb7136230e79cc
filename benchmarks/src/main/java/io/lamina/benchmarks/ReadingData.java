package io.lamina.benchmarks;

import io.lamina.zoo.plan.data.images.GeneratedDigits;
import io.lamina.zoo.plan.data.images.Idx;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.Parquet;
import io.lamina.zoo.plan.data.tables.SparkTable;
import io.lamina.zoo.plan.data.tables.TablePlace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The files that are read, made of random numbers, and how Spark reads the same bytes.
 *
 * @param directory where they are
 * @param rows of the large files; those of a wide table are fewer
 */
record ReadingData(Path directory, int rows) {
  private static final int PIXELS = 784;
  private static final int COLUMNS = 100;
  private static final int WIDE = 1995;
  private static final int HEADER = 16;
  private static final String TABLE = "table.parquet";

  /**
   * What is read.
   *
   * @param name of the row of the table
   * @param source as a plan has it
   * @param examples of it
   * @param bytes of its files; 0 where there are none
   * @param spark reads the same bytes; none where there are none
   */
  record Case(String name, DataSource source, long examples, long bytes, Optional<BySpark> spark) {}

  /** Reads with Spark's own readers. */
  @FunctionalInterface
  interface BySpark {
    Dataset<Row> read(SparkSession spark);
  }

  /** Writes the files that are missing. */
  List<Case> cases(SparkSession spark) {
    int textRows = Math.max(1, rows * 3 / 10);
    int wideRows = Math.max(1, rows / 90);
    return List.of(
        idx(),
        text("CSV, 100 columns", "narrow.csv", textRows, COLUMNS),
        text("CSV, 1,995 columns", "wide.csv", wideRows, WIDE),
        parquet(spark, textRows),
        table(textRows),
        new Case("generated digits", new GeneratedDigits(rows, 1), rows, 0, Optional.empty()));
  }

  /** Pictures in an idx file, which is written if it is missing. */
  Case idx() {
    Path file = directory.resolve("images");
    Path values = directory.resolve("images.values");
    write(file, out -> out.write(header()), (random, i) -> pixels(random), rows);
    write(values, out -> {}, (random, i) -> pixels(random), rows);
    return new Case(
        "idx, 784 bytes",
        new Idx("images", Optional.empty()),
        rows,
        (long) rows * PIXELS,
        Optional.of(spark -> records(spark, values)));
  }

  private byte[] header() {
    return ByteBuffer.allocate(HEADER).putInt(0x0803).putInt(rows).putInt(28).putInt(28).array();
  }

  private static byte[] pixels(SplittableRandom random) {
    byte[] pixels = new byte[PIXELS];
    random.nextBytes(pixels);
    return pixels;
  }

  /** The same values without the header, for Spark knows no idx. */
  private static Dataset<Row> records(SparkSession spark, Path values) {
    var rows =
        spark
            .sparkContext()
            .binaryRecords(values.toString(), PIXELS, spark.sparkContext().hadoopConfiguration())
            .toJavaRDD()
            .map(org.apache.spark.sql.RowFactory::create);
    return spark.createDataFrame(rows, new StructType().add("value", DataTypes.BinaryType));
  }

  private Case text(String name, String file, int lines, int columns) {
    Path path = directory.resolve(file);
    write(path, out -> {}, (random, i) -> line(random, columns), lines);
    StructType schema = new StructType();
    for (int i = 0; i < columns; i++) {
      schema = schema.add("c" + i, DataTypes.DoubleType);
    }
    StructType known = schema;
    return new Case(
        name,
        new Csv(file, false, Optional.empty(), Optional.of(ValueRange.UNIT), List.of()),
        lines,
        size(path),
        Optional.of(spark -> spark.read().schema(known).csv(path.toString())));
  }

  private static byte[] line(SplittableRandom random, int columns) {
    StringBuilder line = new StringBuilder(9 * columns);
    for (int i = 0; i < columns; i++) {
      line.append(i == 0 ? "" : ",").append("0.").append(100_000 + random.nextInt(900_000));
    }
    return line.append('\n').toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private Case parquet(SparkSession spark, int tableRows) {
    Path path = directory.resolve(TABLE);
    if (!Files.exists(path)) {
      Column[] values = Stream.generate(functions::rand).limit(COLUMNS).toArray(Column[]::new);
      spark
          .range(tableRows)
          .select(functions.array(values).as("features"))
          .write()
          .parquet(path.toString());
    }
    return new Case(
        "Parquet, 100 doubles",
        new Parquet(TABLE, "features", Optional.empty(), Optional.of(ValueRange.UNIT)),
        tableRows,
        size(path),
        Optional.of(session -> session.read().parquet(path.toString())));
  }

  /** The same table, by the source that takes Spark's rows in no order. */
  private Case table(int tableRows) {
    Path path = directory.resolve(TABLE);
    TablePlace place = TablePlace.files("parquet", TABLE);
    return new Case(
        "spark, 100 doubles",
        new SparkTable(
            place,
            List.of("features"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ValueRange.UNIT)),
        tableRows,
        size(path),
        Optional.of(session -> session.read().parquet(path.toString())));
  }

  private static long size(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, Beginning beginning, Line line, int lines) {
    if (Files.exists(file)) {
      return;
    }
    SplittableRandom random = new SplittableRandom(1);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      beginning.write(out);
      for (int i = 0; i < lines; i++) {
        out.write(line.of(random, i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** What is before the first line. */
  private interface Beginning {
    void write(OutputStream out) throws IOException;
  }

  /** The bytes of a line. */
  private interface Line {
    byte[] of(SplittableRandom random, int number);
  }
}
