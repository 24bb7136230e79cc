package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Pull;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.Specs;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.Token;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.server.ParameterServer;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.TestCertificate;
import io.lamina.parameters.worker.ParameterClient;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a certificate that is known, and what becomes of those who do not play along. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EncryptionTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final int LENGTH = 300_001;

  @TempDir private static Path directory;
  private static TestCertificate own;
  private static TestCertificate other;

  private final Token token = Token.random();

  @BeforeAll
  static void makeCertificates() throws Exception {
    own = TestCertificate.make(directory);
    other = TestCertificate.make(directory);
  }

  private ServerGroup start(Encryption encryption) {
    return ServerGroup.here("127.0.0.1", encryption, token, ByteBufAllocator.DEFAULT);
  }

  private ParameterClient connect(ServerGroup group, Encryption encryption) {
    return ParameterClient.connect(group.addresses(), encryption, token, DEADLINE);
  }

  private static StageSpec spec() {
    return Specs.of(
        RoundsSpec.synchronous(1, 3, 1000),
        VectorSpec.ofParameters(LENGTH),
        OuterOptimizer.average());
  }

  @Test
  void boringSslIsWhatEncrypts() {
    assertThat(OpenSsl.isAvailable()).as("%s", OpenSsl.unavailabilityCause()).isTrue();
  }

  @Test
  void vectorsArriveWhole() {
    try (ServerGroup group = start(own.server());
        Stage stage = group.open(spec(), new float[LENGTH], round -> {});
        ParameterClient worker = connect(group, own.client())) {
      float[] vector = new float[LENGTH];
      float[] difference = new float[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        difference[i] = i / 65536f;
      }
      for (int round = 0; round < 3; round++) {
        assertThat(worker.pull("s", 1, round, vector)).isEqualTo(Pull.open(round));
        worker.push(Pushes.of(new PushId("s", 1, round, 0), 1), difference);
      }
      worker.flush();

      float[] result = stage.result().join().vector();
      for (int i = 0; i < LENGTH; i++) {
        assertThat(result[i]).isEqualTo(3 * difference[i]);
      }
    }
  }

  @Test
  void aServerOfItsOwnEncryptsForCoordinatorsToo() {
    try (ParameterServer server =
        ParameterServer.start("127.0.0.1", 0, own.server(), token, 1 << 30)) {
      List<InetSocketAddress> addresses = List.of(server.address());
      try (ServerGroup group = ServerGroup.connect(addresses, own.client(), token, DEADLINE);
          Stage stage = group.open(spec(), new float[LENGTH], round -> {});
          ParameterClient worker =
              ParameterClient.connect(addresses, own.client(), group.workers(), DEADLINE)) {
        for (int round = 0; round < 3; round++) {
          worker.push(Pushes.of(new PushId("s", 1, round, 0), 1), new float[LENGTH]);
          assertThat(worker.pull("s", 1, round + 1, new float[LENGTH]).status())
              .isNotEqualTo(Pull.Status.FAILED);
        }
        assertThat(stage.result().join().round()).isEqualTo(3);
      }
    }
  }

  /** The token is not told to a server that cannot show the certificate. */
  @Test
  void aServerWithAnotherCertificateIsNotSpokenTo() {
    try (ServerGroup group = start(other.server())) {
      assertThatThrownBy(() -> connect(group, own.client()))
          .isInstanceOf(ConnectionLostException.class)
          .hasRootCauseMessage("the server has another certificate than it should have");
    }
  }

  @Test
  void whoDoesNotEncryptIsHungUpOn() {
    try (ServerGroup group = start(own.server())) {
      assertThatThrownBy(() -> connect(group, Encryption.none()))
          .isInstanceOf(ConnectionLostException.class);
    }
    try (ServerGroup group = start(Encryption.none())) {
      assertThatThrownBy(() -> connect(group, own.client()))
          .isInstanceOf(ConnectionLostException.class);
    }
  }

  @Test
  void theRightCertificateIsNoToken() {
    try (ServerGroup group = start(own.server())) {
      assertThatThrownBy(
              () ->
                  ParameterClient.connect(
                      group.addresses(), own.client(), Token.random(), DEADLINE))
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("did not accept");
    }
  }
}
