package io.lamina.jobs.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  private static final Path PAGE = Path.of("..", "docs", "cli.md");

  /** Schedulers act on them; 130 and 143 are those of a signal. */
  @Test
  void oneTableHasThemAll() throws IOException, IllegalAccessException {
    List<String> codes = new ArrayList<>();
    for (Field field : ExitCode.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        codes.add(Integer.toString(field.getInt(null)));
      }
    }
    codes.add("130, 143");
    String table = Files.readString(PAGE).split("## Exit codes", -1)[1].split("\n## ", -1)[0];

    assertThat(
            Pattern.compile("(?m)^\\| ([0-9, ]+) \\|")
                .matcher(table)
                .results()
                .map(row -> row.group(1)))
        .containsExactlyElementsOf(codes);
  }
}
