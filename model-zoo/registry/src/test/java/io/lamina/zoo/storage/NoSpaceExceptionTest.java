package io.lamina.zoo.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NoSpaceExceptionTest {
  private final IOException failure = new IOException("Kein Platz mehr");

  @Test
  void saysHowMuchIsNeededAndHowMuchIsFree() {
    assertThat(NoSpaceException.or(failure, 1025, 1023))
        .isInstanceOf(NoSpaceException.class)
        .hasMessage("no space is left: 2 KiB are needed, 0 KiB are free")
        .hasCause(failure);
    assertThat(NoSpaceException.or(failure, (500L << 20) + 1, 3L << 20))
        .hasMessage("no space is left: 501 MiB are needed, 3 MiB are free");
  }

  @Test
  void whereThereIsSpaceTheFailureIsAnother() {
    assertThat(NoSpaceException.or(failure, 1024, 1024)).isSameAs(failure);
  }
}
