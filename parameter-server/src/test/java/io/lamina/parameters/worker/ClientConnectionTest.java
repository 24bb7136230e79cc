package io.lamina.parameters.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.wire.CountingAllocator;
import io.lamina.parameters.wire.FrameDecoder;
import io.lamina.parameters.wire.Frames;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worker's end, without a network, before a server that may be mad. */
class ClientConnectionTest {
  private static final int PATIENCE = 4;
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final CountingAllocator allocator = new CountingAllocator();
  private ClientConnection connection;
  private EmbeddedChannel channel;

  @BeforeEach
  void connect() {
    connection = new ClientConnection(PATIENCE, DEADLINE);
    channel = new EmbeddedChannel();
    channel.config().setAllocator(allocator.get());
    channel.freezeTime();
    FrameDecoder decoder = new FrameDecoder(Wire.HELLO_BODY);
    decoder.trust();
    channel.pipeline().addLast(new IdleStateHandler(1, 0, 0), decoder, connection);
  }

  @AfterEach
  void nothingIsLeft() {
    channel.finishAndReleaseAll();
    assertThat(allocator.bytes()).isZero();
  }

  private void hear(ByteBuf bytes) {
    if (channel.isActive()) {
      channel.writeInbound(bytes);
    } else {
      bytes.release();
    }
  }

  private static ByteBuf state(int round, int floats) {
    return Wire.end(Wire.begin(Unpooled.buffer(), Wire.STATE).writeIntLE(round).writeIntLE(floats));
  }

  private static ByteBuf chunk(float... values) {
    byte[] bytes = Frames.bytes(values);
    return Frames.chunk(bytes, 0, bytes.length);
  }

  @Test
  void aVectorArrivesInPieces() {
    float[] target = new float[3];
    CompletableFuture<Pull> answer = connection.expect(into(target));
    hear(state(7, 3));
    hear(chunk(1, 2));
    assertThat(answer).isNotDone();
    hear(Frames.of(Wire.PONG));
    hear(chunk(3));
    assertThat(answer.join()).isEqualTo(Pull.open(7));
    assertThat(target).containsExactly(1, 2, 3);
  }

  @Test
  void anAnswerThatDoesNotFitIsNamed() {
    CompletableFuture<Pull> answer = connection.expect(into(new float[3]));
    hear(state(0, 4));
    assertThat(answer).isDone();
    assertThatThrownBy(answer::join)
        .hasCauseInstanceOf(ConnectionLostException.class)
        .hasMessageContaining("its vector has 4 values, not 3");
    assertThat(channel.isActive()).isFalse();
    assertThat(connection.expect(into(new float[3]))).isCompletedExceptionally();
  }

  @Test
  void aServerThatGivesNoSignOfLifeIsGivenUp() {
    CompletableFuture<Pull> answer = connection.expect(into(new float[3]));
    for (int second = 1; second < PATIENCE; second++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runPendingTasks();
      ByteBuf ping = channel.readOutbound();
      assertThat(ping.getByte(4)).isEqualTo(Wire.PING);
      ping.release();
    }
    assertThat(answer).isNotDone();
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runPendingTasks();
    assertThat(answer).isDone();
    assertThatThrownBy(answer::join).hasMessageContaining("no sign of life");
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void aServerThatAnswersPingsIsWaitedFor() {
    CompletableFuture<Pull> answer = connection.expect(into(new float[3]));
    for (int second = 0; second < 10 * PATIENCE; second++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runPendingTasks();
      hear(Frames.of(Wire.PONG));
    }
    assertThat(answer).isNotDone();
    hear(Frames.of(Wire.FENCED));
    assertThat(answer).isDone();
    assertThat(answer.join().status()).isEqualTo(Pull.Status.FENCED);
  }

  private OutgoingPush push() {
    Push push = Pushes.of(new PushId("s", 1, 0, 0), 1);
    FloatBuffer difference = FloatBuffer.wrap(new float[3]);
    return new OutgoingPush(push, UpdateFormat.FLOAT32, difference, FloatBuffer.allocate(0));
  }

  private CompletableFuture<Void> flush() {
    CompletableFuture<Void> dealt = new CompletableFuture<>();
    connection.flush(channel, dealt);
    return dealt;
  }

  @Test
  void pushesAreDealtWithWhenAllAreAcknowledged() {
    assertThat(flush()).isCompleted();
    connection.send(channel, push());
    connection.send(channel, push());
    CompletableFuture<Void> dealt = flush();
    hear(Frames.of(Wire.ACK));
    assertThat(dealt).isNotDone();
    hear(Frames.of(Wire.ACK));
    assertThat(dealt).isCompleted();

    hear(Frames.of(Wire.ACK));
    assertThat(channel.isActive()).as("after an acknowledgement of nothing").isFalse();
    assertThatThrownBy(() -> flush().join()).hasMessageContaining("is unknown");
  }

  @Test
  void aConnectionThatIsLostLeavesItOpenWhetherAPushWasCounted() {
    connection.send(channel, push());
    CompletableFuture<Void> dealt = flush();
    channel.close().syncUninterruptibly();
    channel.runPendingTasks();
    assertThatThrownBy(dealt::join).hasMessageContaining("is unknown");
  }

  /** It answers pings: that alone is not enough. */
  private void deadlinePasses() {
    for (int second = 0; second < DEADLINE.toSeconds(); second++) {
      assertThat(channel.isActive()).isTrue();
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runPendingTasks();
      hear(Frames.of(Wire.PONG));
    }
  }

  @Test
  void aServerThatAcknowledgesNothingIsGivenUp() {
    connection.send(channel, push());
    connection.send(channel, push());
    CompletableFuture<Void> dealt = flush();
    channel.advanceTimeBy(DEADLINE.toSeconds() / 2, TimeUnit.SECONDS);
    hear(Frames.of(Wire.ACK));
    channel.advanceTimeBy(DEADLINE.toSeconds() / 2, TimeUnit.SECONDS);
    channel.runPendingTasks();
    hear(Frames.of(Wire.PONG));
    deadlinePasses();
    assertThatThrownBy(dealt::join)
        .hasRootCauseMessage("it did not acknowledge a push in " + DEADLINE);
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void aServerThatTakesNoMoreBytesIsGivenUp() {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    OutgoingPush push = push();
    connection.send(channel, push);
    deadlinePasses();
    assertThatThrownBy(push.sent()::join)
        .hasRootCauseMessage("it has taken no more bytes for " + DEADLINE);
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void aPushGoesOnWhenTheServerTakesBytesAgain() {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    OutgoingPush push = push();
    connection.send(channel, push);
    assertThat(push.sent()).isNotDone();
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    channel.runPendingTasks();
    assertThat(push.sent()).isCompleted();
  }

  /**
   * Whatever a server says, the pull ends when the connection does, and never with a wrong value.
   */
  @Test
  void aMadServerEndsAPullAndNothingElse() {
    Random random = new Random(20_260_103);
    for (int trial = 0; trial < 2_000; trial++) {
      nothingIsLeft();
      connect();
      float[] target = new float[4];
      CompletableFuture<Pull> answer = connection.expect(into(target));
      for (int i = 0; i < 10; i++) {
        ByteBuf frame =
            switch (random.nextInt(6)) {
              case 0 -> state(random.nextInt(3) - 1, 3 + random.nextInt(3));
              case 1 -> chunk(new float[random.nextInt(6)]);
              case 2 -> Frames.chunk(new byte[16], 0, random.nextInt(17));
              case 3 -> Frames.of(random.nextInt(64), new byte[random.nextInt(20)]);
              case 4 -> Unpooled.buffer().writeIntLE(random.nextInt()).writeLong(random.nextLong());
              default -> state(0, 4);
            };
        hear(frame);
      }
      channel.close().syncUninterruptibly();
      channel.runPendingTasks();
      assertThat(answer).isDone();
      channel.checkException();
    }
  }

  private static IncomingVector into(float[] target) {
    return new IncomingVector(target, 0, target.length);
  }
}
