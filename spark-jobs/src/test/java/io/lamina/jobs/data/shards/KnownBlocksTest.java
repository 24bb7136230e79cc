package io.lamina.jobs.data.shards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.source.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.reflect.ClassTag;

@ExtendWith(LocalSpark.class)
class KnownBlocksTest {
  private final JavaSparkContext spark;
  private final Path file;

  KnownBlocksTest(SparkSession session, @TempDir Path directory) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.file = directory.resolve("file");
  }

  @Test
  void whatIsReadAgainMustBeAsItWas() throws IOException {
    KnownBlocks known = new KnownBlocks(blocks().rdd(), "file");
    JavaRDD<byte[]> blocks = JavaRDD.fromRDD(known, ClassTag.apply(byte[].class));
    Files.writeString(file, "one");
    assertThat(blocks.collect()).containsExactly("one".getBytes(UTF_8), "one".getBytes(UTF_8));
    known.digests(List.of(digest("one"), digest("one")));
    assertThat(blocks.collect()).hasSize(2);
    Files.writeString(file, "two");
    Throwable thrown = catchThrowable(blocks::collect);
    while (!(thrown instanceof DataException)) {
      thrown = thrown.getCause();
    }
    assertThat(thrown).hasMessageStartingWith("file changed while the run was training");
  }

  private JavaRDD<byte[]> blocks() {
    String path = file.toString();
    return spark
        .parallelize(List.of(1, 2), 2)
        .map(
            any -> {
              try {
                return Files.readAllBytes(Path.of(path));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static String digest(String block) {
    BlockDigest digest = new BlockDigest();
    digest.add(block.getBytes(UTF_8));
    return digest.text();
  }
}
