package io.lamina.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The images of {@code docker/Dockerfile}, built of the archives and run: {@code -Pdist,images}.
 */
@Tag("images")
class ImagesIT {
  /** With this code the script says that this machine has not what it needs. */
  private static final int CANNOT_BE_TRIED = 3;

  private static final int MINUTES = 45;

  @Test
  @Timeout(value = MINUTES, unit = TimeUnit.MINUTES)
  void theImagesAreBuiltAndRun() throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder(
                Path.of("..", "docker", "try-images").toString(),
                System.getProperty("lamina.archives"))
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .start();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = script.waitFor();

    assumeTrue(code != CANNOT_BE_TRIED, said);
    assertThat(code).as(said).isZero();
    assertThat(said).endsWith("all as it should be\n");
  }
}
