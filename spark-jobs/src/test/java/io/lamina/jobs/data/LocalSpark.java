package io.lamina.jobs.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the Spark session that all of them share: two threads of this process. */
public final class LocalSpark implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(ExtensionContext.Namespace.create(LocalSpark.class))
        .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class)
        .session();
  }

  /** The session and its files; JUnit closes it after the last test. */
  private record Running(SparkSession session, Path files) implements AutoCloseable {
    static Running start() {
      try {
        Path files = Files.createTempDirectory("lamina-spark");
        SparkSession session =
            SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.local.dir", files.toString())
                .config("spark.sql.warehouse.dir", files.resolve("warehouse").toString())
                .config("spark.sql.shuffle.partitions", 1)
                // Compiling the plans of such small tables takes longer than running them.
                .config("spark.sql.codegen.wholeStage", false)
                .config("spark.sql.adaptive.enabled", false)
                .config("spark.hadoop.fs.other.impl", OtherFileSystem.class.getName())
                .config("spark.hadoop.fs.closed.impl", ClosedFileSystem.class.getName())
                .config("spark.hadoop.ipc.client.connect.max.retries", 0)
                .getOrCreate();
        return new Running(session, files);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      session.stop();
      try (Stream<Path> all = Files.walk(files)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
