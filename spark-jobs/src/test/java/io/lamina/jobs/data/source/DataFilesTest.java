package io.lamina.jobs.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.Tables;
import io.lamina.zoo.plan.data.DataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a plan's paths lead to; each is followed to the end, through Spark. */
@ExtendWith(LocalSpark.class)
class DataFilesTest {
  private static final List<Example> A = List.of(Example.of(-1, 0.25));
  private static final List<Example> A_B_C =
      List.of(Example.of(-1, 0.25), Example.of(-1, 0.5), Example.of(-1, 0.75));

  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  DataFilesTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void folder() {
    data = new DataFolder(directory, spark);
    data.text("in/c.csv", "0.75").text("in/a.csv", "0.25").text("in/b.csv", "0.5");
  }

  @Test
  void aPathMayBeRelativeAbsoluteOrAnUri() {
    assertThat(csv("in/a.csv")).isEqualTo(A);
    assertThat(csv("./in/../in/a.csv")).isEqualTo(A);
    assertThat(csv(directory.resolve("in/a.csv").toString())).isEqualTo(A);
    assertThat(csv("file://" + directory.resolve("in/a.csv"))).isEqualTo(A);
    assertThat(csv("file:" + directory.resolve("in/a.csv"))).isEqualTo(A);
  }

  @Test
  void aDirectoryIsItsFilesInTheOrderOfTheirNamesAndThoseBelow() {
    data.text("in/_SUCCESS", "not a number").text("in/.hidden", "nor this");
    assertThat(csv("in")).isEqualTo(A_B_C);
    data.text("in/aa/z.csv", "1").text("in/_temporary/x.csv", "nor that");
    assertThat(csv("in"))
        .containsExactly(A_B_C.get(0), Example.of(-1, 1), A_B_C.get(1), A_B_C.get(2));
  }

  @Test
  void aGlobIsTheFilesThatMatch() {
    data.text("in/a.txt", "not a number");
    assertThat(csv("in/*.csv")).isEqualTo(A_B_C);
    assertThat(csv("*/{a,c}.csv")).containsExactly(A_B_C.get(0), A_B_C.get(2));
  }

  @Test
  void aNameThatExistsIsNoGlob() {
    for (String name : List.of("a [1], {b}.csv", "x[ab]?.csv", "100 %25 *.csv")) {
      data.text(name, "0.25").text("xa1.csv", "0.5");
      assertThat(csv(name)).isEqualTo(A);
    }
    data.parquet("p [1], {b} 100 %25.parquet", 2, Tables.DOUBLES, Tables.row(Tables.values(0.25)));
    assertThat(read(DataFolder.parquet("p [1], {b} 100 %25.parquet"), directory.toString()))
        .isEqualTo(A);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other:", "other://", "file:", ""})
  void theRootMayBeOnAnyFileSystem(String scheme) {
    data.parquet("p", 2, Tables.DOUBLES, Tables.row(Tables.values(0.25)));
    data.bytes("i", DataFolder.idx(new byte[] {0, (byte) 255}, 2, 1));
    data.bytes("i.gz", DataFolder.packed(DataFolder.idx(new byte[] {0, (byte) 255}, 2, 1)));
    String root = scheme + directory;
    assertThat(read(DataFolder.csv("in/a.csv"), root)).isEqualTo(A);
    assertThat(read(DataFolder.csv("in"), root)).isEqualTo(A_B_C);
    assertThat(read(DataFolder.parquet("p"), root)).isEqualTo(A);
    List<Example> items = List.of(Example.of(-1, 0), Example.of(-1, 1));
    assertThat(read(DataFolder.idx("i"), root)).isEqualTo(items);
    assertThat(read(DataFolder.idx("i.gz"), root)).isEqualTo(items);
  }

  @Test
  void aPathMayLeaveTheFileSystemOfTheRoot() {
    assertThat(read(DataFolder.csv("other:" + directory + "/in/a.csv"), "file:/nowhere"))
        .isEqualTo(A);
    assertThat(read(DataFolder.csv("file:" + directory + "/in/*"), "other:/nowhere"))
        .isEqualTo(A_B_C);
    assertThat(new DataFiles("hdfs://name:9000/data", new Configuration(false)).path("x/y.csv"))
        .hasToString("hdfs://name:9000/data/x/y.csv");
    assertThat(new DataFiles("hdfs://name:9000/data", new Configuration(false)).path("/y.csv"))
        .hasToString("hdfs://name:9000/y.csv");
  }

  @Test
  void aNameNodeThatDoesNotAnswerIsSaid() throws IOException {
    int port;
    try (ServerSocket closedAgain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closedAgain.getLocalPort();
    }
    String file = "hdfs://127.0.0.1:" + port + "/digits.csv";
    assertThatThrownBy(() -> csv(file))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "cannot read %s: Connection refused (is it whole, of this format and within reach?)",
            file);
  }

  private List<Example> csv(String path) {
    return read(DataFolder.csv(path), directory.toString());
  }

  private List<Example> read(DataSource source, String root) {
    return Example.inOrder(data.examples(source, false, root, spark));
  }
}
