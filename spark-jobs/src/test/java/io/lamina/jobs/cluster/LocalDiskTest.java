package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {
  @TempDir private Path directory;

  @Test
  void isWhereSparkSays() {
    SparkConf conf = new SparkConf(false).set("spark.local.dir", "/data/a,/data/b");
    assertThat(LocalDisk.of(new SparkConf(false), Map.of()).directories())
        .isEqualTo(System.getProperty("java.io.tmpdir"));
    assertThat(LocalDisk.of(conf, Map.of()).directories()).isEqualTo("/data/a,/data/b");
    assertThat(LocalDisk.of(conf, Map.of("SPARK_LOCAL_DIRS", "/node")).directories())
        .isEqualTo("/node");
  }

  @Test
  void oneDirectoryThatTakesFilesIsEnough() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "in the way");
    Path good = directory.resolve("local");

    new LocalDisk(file + "," + good).requireWritable();

    assertThat(good).isEmptyDirectory();
    assertThatThrownBy(() -> new LocalDisk(file + "," + file.resolve("below")).requireWritable())
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("Spark has nowhere to keep its data: cannot write " + file)
        .hasMessageEndingWith(
            "; or name another directory: LAMINA_JAVA_OPTS=-Dspark.local.dir=DIR");
  }

  @Test
  void aJobThatFailedForItIsKnown() {
    LocalDisk disk = new LocalDisk("/tmp");
    Throwable full =
        new IllegalStateException(
            new SparkException(
                "Lost task 0.3: java.io.IOException: No space left on device", null));

    assertThat(disk.fullIn(full).orElseThrow())
        .startsWith(
            "no space is left where Spark and its executors keep their data,"
                + " spark.local.dir=/tmp:");
    Exception atStart = new IOException("No space left on device");
    assertThat(disk.fullIn(atStart)).isEmpty();
    assertThat(disk.fullIn(new ClusterException("cannot start: " + atStart.getMessage(), atStart)))
        .isEqualTo(disk.fullIn(full));
  }
}
