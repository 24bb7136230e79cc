package io.lamina.zoo.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {
  @ParameterizedTest
  @CsvSource({
    "hdfs://localhost:9000, hdfs:///models, hdfs://localhost:9000/models",
    "hdfs://localhost:9000, /models, hdfs://localhost:9000/models",
    "hdfs://localhost:9000, hdfs://127.0.0.1:9000/models, hdfs://127.0.0.1:9000/models",
    "hdfs://localhost:9000, file:///models, file:/models",
    "file:///, /models, file:/models",
    "file:///, file:/models, file:/models",
    "file:///, hdfs://localhost:9000/models, hdfs://localhost:9000/models"
  })
  void whatIsNotSaidIsTheConfigurations(String defaults, String text, String place)
      throws IOException {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.defaultFS", defaults);
    configuration.set("fs.AbstractFileSystem.hdfs.impl", "org.apache.hadoop.fs.Hdfs");
    assertThat(Location.of(text, configuration).path()).hasToString(place);
  }

  @ParameterizedTest
  @CsvSource({"models, models", "a b/é, a b/é"})
  void aRelativePathIsInTheWorkingDirectory(String text, String below) throws IOException {
    assertThat(Location.of(text, new Configuration(false)).path())
        .hasToString("file:" + Path.of(below).toAbsolutePath());
  }

  @ParameterizedTest
  @CsvSource({
    "models, 'hdfs://nn.invalid:8020, which fs.defaultFS of the Hadoop configuration names: '",
    "hdfs://nn.invalid/models, ''"
  })
  void aHostThatIsNotThereIsNamedWithWhoNamesIt(String text, String who) {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.defaultFS", "hdfs://nn.invalid:8020");
    configuration.set("fs.AbstractFileSystem.hdfs.impl", "org.apache.hadoop.fs.Hdfs");
    assertThatThrownBy(() -> Location.of(text, configuration))
        .isInstanceOf(IOException.class)
        .message()
        .startsWith(who + "there is no host nn.invalid");
  }
}
