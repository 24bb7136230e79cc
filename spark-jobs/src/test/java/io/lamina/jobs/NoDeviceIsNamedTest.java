package io.lamina.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Kinds of device are their providers' business: the jobs know none by its name. */
final class NoDeviceIsNamedTest {
  private static final Path SOURCES = Path.of("src/main");
  private static final Pattern KIND = Pattern.compile("(?i)avx|\\bcpu-|cuda|OMP_NUM|OPENBLAS");

  @Test
  void noSourceNamesAKindOfDevice() throws Exception {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).isNotEmpty();
      assertThat(sources).filteredOn(source -> KIND.matcher(text(source)).find()).isEmpty();
    }
  }

  private static String text(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
