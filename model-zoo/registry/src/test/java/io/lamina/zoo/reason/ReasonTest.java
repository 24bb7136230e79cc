package io.lamina.zoo.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  private static String text(Throwable cause) {
    return new Reason(cause).text();
  }

  @Test
  void whatJavaTellsByAClassAloneIsInWords() {
    assertThat(text(new AccessDeniedException("/a"))).isEqualTo("permission denied");
    assertThat(text(new NoSuchFileException("/a"))).isEqualTo("there is no such file or directory");
    assertThat(text(new UnknownHostException("nowhere"))).isEqualTo("there is no host nowhere");
  }

  @Test
  void brokenJsonIsToldByItsPlace() {
    Throwable broken = catchThrowable(() -> new JsonMapper().readTree("{\n\"a\": [1,"));
    assertThat(text(broken)).matches("it is not valid JSON \\(line 2, column [0-9]+\\)");
  }

  @Test
  void aMissingTicketIsToldWithTheRemedy() {
    assertThat(
            text(
                new IOException(
                    "DestHost:destPort namenode:8020 , LocalHost:localPort edge/10.0.0.1:0. Failed"
                        + " on local exception: java.io.IOException:"
                        + " org.apache.hadoop.security.AccessControlException: Client cannot"
                        + " authenticate via:[TOKEN, KERBEROS]")))
        .startsWith("there is no ticket of Kerberos")
        .contains("kinit", "--keytab");
  }

  @Test
  void theRestIsTheFirstLineOfItsMessage() {
    assertThat(text(new IOException("no room\n\tat some.Place"))).isEqualTo("no room");
    assertThat(text(new IOException())).isEqualTo("IOException");
  }
}
