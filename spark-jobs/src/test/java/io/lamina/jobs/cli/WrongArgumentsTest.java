package io.lamina.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WrongArgumentsTest {
  @Test
  void aCommandThatIsNearIsSuggested() {
    assertThat(said("trian"))
        .isEqualTo("Unmatched argument at index 0: 'trian'\nDid you mean: lamina train?\n");
    assertThat(said("serve-parameter")).endsWith("Did you mean: lamina serve-parameters?\n");
  }

  @Test
  void whatIsNearNoCommandIsAnsweredWithThoseThereAre() {
    assertThat(said("frobnicate"))
        .startsWith("Unmatched argument at index 0: 'frobnicate'\nUsage: lamina ")
        .contains("serve-parameters", "lamina train my.yaml --set seed=7")
        .doesNotContain("Did you mean");
  }

  @Test
  void anOptionThatBeginsLikeOneIsSuggested() {
    assertThat(said("demo", "--resum")).contains("'--resum'").contains("--resume");
  }

  private static String said(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, UTF_8);
    Console console = new Console(out, out, false, Map.of());
    assertThat(Lamina.commandLine(console).execute(arguments)).isEqualTo(ExitCode.REFUSED);
    return said.toString(UTF_8);
  }
}
