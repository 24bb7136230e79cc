package io.lamina.parameters.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.Token;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.EventLoops;
import io.lamina.parameters.wire.FakeServer;
import io.lamina.parameters.wire.NoLeaks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker whose server is dead, dying or not there: it hears of it within its deadline. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
public class ParameterClientTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Push PUSH = Pushes.of(new PushId("s", 1, 0, 0), 1);

  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    for (Thread thread : threads()) {
      thread.join(10_000);
    }
    assertThat(threads()).isEmpty();
  }

  public static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(EventLoops.PREFIX))
        .toList();
  }

  private static ParameterClient connect(InetSocketAddress server) {
    return ParameterClient.connect(List.of(server), Encryption.none(), Token.random(), SHORT);
  }

  @Test
  void thereIsNoServer() throws IOException {
    InetSocketAddress nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    assertThatThrownBy(() -> connect(nobody))
        .isInstanceOf(ConnectionLostException.class)
        .hasMessageContaining("cannot reach the parameter server at")
        .hasMessageContaining(String.valueOf(nobody.getPort()));
    assertThatThrownBy(() -> connect(InetSocketAddress.createUnresolved("no.such.invalid", 1)))
        .isInstanceOf(ConnectionLostException.class)
        .hasMessageContaining("no.such.invalid");
  }

  @Test
  void theServerNeverSaysWelcome() throws IOException {
    try (FakeServer server = new FakeServer((connection, end) -> end.await())) {
      assertThatThrownBy(() -> connect(server.address()))
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("did not answer in PT0.4S");
    }
  }

  @Test
  void theServerHangsUpOnTheHello() throws IOException {
    try (FakeServer server = new FakeServer((connection, end) -> {})) {
      assertThatThrownBy(() -> connect(server.address()))
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("did not accept this worker's token");
    }
  }

  @Test
  void theServerFallsSilentWhileAPullWaits() throws IOException {
    try (FakeServer server = new FakeServer(ParameterClientTest::welcomeAndSilence);
        ParameterClient client = connect(server.address())) {
      assertThatThrownBy(() -> client.pull("s", 1, 0, new float[3]))
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("no sign of life");
      assertThatThrownBy(() -> client.pull("s", 1, 0, new float[3]))
          .isInstanceOf(ConnectionLostException.class);
      assertThatThrownBy(client::flush).isInstanceOf(ConnectionLostException.class);
      assertThatThrownBy(() -> client.push(PUSH, new float[3]))
          .isInstanceOf(ConnectionLostException.class);
      client.fail("s", 1, "a failure nobody can be told of");
    }
  }

  private static void welcomeAndSilence(
      java.net.Socket connection, java.util.concurrent.CountDownLatch end)
      throws IOException, InterruptedException {
    connection.getOutputStream().write(FakeServer.welcome());
    end.await();
  }

  @Test
  void theServerNeverAcknowledges() throws IOException {
    try (FakeServer server = new FakeServer(ParameterClientTest::welcomeAndSilence);
        ParameterClient client = connect(server.address())) {
      client.push(PUSH, new float[3]);
      assertThatThrownBy(client::flush).isInstanceOf(ConnectionLostException.class);
    }
  }

  @Test
  void theServerTakesNoMoreBytes() throws IOException {
    try (FakeServer server = new FakeServer(ParameterClientTest::welcomeAndSilence);
        ParameterClient client = connect(server.address())) {
      float[] difference = new float[1 << 20];
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  client.push(PUSH, difference).await();
                }
              })
          .isInstanceOf(ConnectionLostException.class);
    }
  }

  @Test
  void theServerDiesWhileAPullWaits() throws IOException {
    try (FakeServer server =
            new FakeServer(
                (connection, end) -> {
                  connection.getOutputStream().write(FakeServer.welcome());
                  connection.getInputStream().read(); // The pull has come.
                });
        ParameterClient client =
            ParameterClient.connect(
                List.of(server.address()),
                Encryption.none(),
                Token.random(),
                Duration.ofMinutes(10))) {
      assertThatThrownBy(() -> client.pull("s", 1, 0, new float[3]))
          .isInstanceOf(ConnectionLostException.class);
    }
  }

  @Test
  void aWaitingWorkerCanBeInterrupted() throws IOException {
    try (FakeServer server = new FakeServer(ParameterClientTest::welcomeAndSilence);
        ParameterClient client =
            ParameterClient.connect(
                List.of(server.address()),
                Encryption.none(),
                Token.random(),
                Duration.ofMinutes(10))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> client.pull("s", 1, 0, new float[3]))
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aDeadlineThatIsNoneIsRefused() {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(365))) {
      assertThatThrownBy(
              () ->
                  ParameterClient.connect(
                      List.of(anywhere), Encryption.none(), Token.random(), wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.toString());
    }
  }
}
