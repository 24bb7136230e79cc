package io.lamina.jobs.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.Tables;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.SourcePath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    data.text("in/._SUCCESS.crc", "").text("in/_metadata", "").text("in/_started_7", "");
    assertThat(csv("in")).isEqualTo(A_B_C);
    assertThat(data.notes())
        .containsExactly(
            "passed over: file:%s (its name begins with _ or .)".formatted(in(".hidden")));
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

  @Test
  void whatIsBeingWrittenIsPassedOverAndNamed() {
    data.text("in/bb.csv._COPYING_", "0.2").text("in/_temporary/0/part-0.csv", "0.3");
    data.text("in/.part-1.inprogress.77", "0.").text("in/_SUCCESS", "");
    assertThat(csv("in")).isEqualTo(A_B_C);
    assertThat(csv("in/*")).isEqualTo(A_B_C);
    assertThat(data.notes())
        .containsExactly(
            passedOver("in/.part-1.inprogress.77"),
            passedOver("in/_temporary"),
            passedOver("in/bb.csv._COPYING_"),
            passedOver("in/.part-1.inprogress.77"),
            passedOver("in/_temporary"),
            passedOver("in/bb.csv._COPYING_"));
  }

  private String passedOver(String file) {
    return "passed over: file:%s (its name says that it is still being written)"
        .formatted(directory.resolve(file));
  }

  @Test
  void everyFileIsReadOnceHoweverManyLinksLeadToIt() throws IOException {
    Files.createSymbolicLink(directory.resolve("in/loop"), directory.resolve("in"));
    Files.createDirectories(directory.resolve("in/sub"));
    Files.createSymbolicLink(directory.resolve("in/sub/up"), directory);
    Files.createSymbolicLink(directory.resolve("in/z.csv"), directory.resolve("in/b.csv"));
    assertThat(csv("in")).isEqualTo(A_B_C);
    assertThat(data.notes())
        .contains("passed over: file:%s (a link to what is read already)".formatted(in("z.csv")));
    assertThat(csv("in/*.csv")).isEqualTo(A_B_C);
    assertThat(csv("in/loop/loop/a.csv")).isEqualTo(A);
  }

  @Test
  void severalPathsAreAllTheirFilesInTheOrderOfTheirNames() {
    data.text("a/z.csv", "0.125");

    assertThat(csv("in/[bc].csv", directory + "/in/a.csv", "a"))
        .containsExactly(Example.of(-1, 0.125), A_B_C.get(0), A_B_C.get(1), A_B_C.get(2));
    assertThat(csv("other:" + directory + "/a", "in"))
        .containsExactly(A_B_C.get(0), A_B_C.get(1), A_B_C.get(2), Example.of(-1, 0.125));
  }

  @Test
  void aFileThatSeveralPathsNameIsReadOnce() throws IOException {
    assertThat(csv("in/b.csv", "in", "in/*.csv", "file:" + in("c.csv"), "./in/a.csv"))
        .isEqualTo(A_B_C);
    assertThat(data.notes()).isEmpty();

    Files.createSymbolicLink(directory.resolve("x.csv"), in("b.csv"));
    assertThat(csv("x.csv", "in")).isEqualTo(A_B_C);
    assertThat(data.notes())
        .containsExactly(
            "passed over: file:%s/x.csv (a link to what is read already)".formatted(directory));
  }

  @Test
  void eachOfSeveralPathsHasFiles() {
    assertThatThrownBy(() -> csv("in", "gone"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "cannot read %s/gone: there is no such file (check the path and --data)", directory);
  }

  private List<Example> csv(String... paths) {
    return read(DataFolder.csv(new SourcePath(List.of(paths))), directory.toString());
  }

  /** A file of many bytes that takes no room. */
  @Test
  void oneIsToldWhenAPackedFileIsWhatTheOthersWaitFor() throws IOException {
    for (String name : List.of("large.gz", "large")) {
      try (RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
        file.setLength(64 << 20);
      }
    }
    Files.writeString(directory.resolve("small.gz"), "");
    List<String> notes = new ArrayList<>();
    DataFiles files = new DataFiles(directory.toString(), new Configuration(false), notes::add);

    files.files(SourcePath.of("large*"));
    files.file("small.gz");

    assertThat(notes)
        .containsExactly(
            "file:%s is packed: one task reads all of it, and the others wait (to read it in"
                    .formatted(directory.resolve("large.gz"))
                + " parallel, unpack it, or split it into several files)");
  }

  private Path in(String name) {
    return directory.resolve("in").resolve(name);
  }

  @Test
  void aFileThatTheUserMayNotReadIsNamedAmongOthers() {
    data.text("in/secret.csv", "0.75");
    assertThatThrownBy(() -> read(DataFolder.csv("in"), "closed:" + directory))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(": Permission denied: user=eve, inode=secret.csv (this program runs");
    data.bytes("secret", DataFolder.idx(new byte[] {0, (byte) 255}, 2, 1));
    assertThatThrownBy(() -> read(DataFolder.idx("secret"), "closed:" + directory))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("cannot read closed:%s/secret: Permission denied", directory);
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
    assertThat(
            new DataFiles("hdfs://name:9000/data", new Configuration(false), note -> {})
                .path("x/y.csv"))
        .hasToString("hdfs://name:9000/data/x/y.csv");
    assertThat(
            new DataFiles("hdfs://name:9000/data", new Configuration(false), note -> {})
                .path("/y.csv"))
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
