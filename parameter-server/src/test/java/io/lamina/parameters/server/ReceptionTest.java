package io.lamina.parameters.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.Token;
import io.lamina.parameters.wire.CountingAllocator;
import io.lamina.parameters.wire.Frames;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to a connection before it has shown the token. */
class ReceptionTest {
  private static final Token TOKEN = Token.random();
  private static final int MOST_STRANGERS = 20;
  private static final int MOST_WORKERS = 30;

  private final CountingAllocator allocator = new CountingAllocator();
  private final Reception reception =
      new Reception(new OneToken(TOKEN, Map.of()), MOST_STRANGERS, MOST_WORKERS);
  private final List<EmbeddedPeer> peers = new ArrayList<>();

  private EmbeddedPeer stranger() {
    EmbeddedPeer peer = new EmbeddedPeer(reception, allocator.get());
    peers.add(peer);
    return peer;
  }

  @AfterEach
  void nothingIsLeft() {
    peers.forEach(EmbeddedPeer::close);
    assertThat(reception.strangers()).isZero();
    assertThat(reception.workers()).isZero();
    assertThat(allocator.bytes()).isZero();
  }

  @Test
  void whoShowsTheTokenIsWelcome() {
    EmbeddedPeer peer = stranger();
    assertThat(reception.strangers()).isEqualTo(1);
    peer.say(Frames.hello(TOKEN));
    assertThat(peer.heardTypes()).containsExactly(Wire.WELCOME);
    assertThat(reception.strangers()).isZero();
    assertThat(reception.workers()).isEqualTo(1);
  }

  static Stream<ByteBuf> notHello() {
    ByteBuf oneBitOff = Frames.hello(TOKEN);
    int last = oneBitOff.writerIndex() - 1;
    oneBitOff.setByte(last, oneBitOff.getByte(last) ^ 1);
    ByteBuf otherVersion = Frames.hello(TOKEN).setIntLE(5, Wire.VERSION + 1);
    ByteBuf tooLong = Wire.end(Frames.hello(TOKEN).writeByte(0));
    ByteBuf otherType = Frames.hello(TOKEN).setByte(4, Wire.PING);
    return Stream.of(
        oneBitOff,
        otherVersion,
        tooLong,
        otherType,
        Frames.hello(Token.random()),
        Frames.of(Wire.PING),
        Frames.of(Wire.HELLO),
        Frames.pull("layer-1", 1, 0),
        Frames.fail("layer-1", 1, "x"),
        Unpooled.buffer().writeIntLE(0),
        Unpooled.buffer().writeIntLE(-1),
        Unpooled.buffer().writeIntLE(Integer.MAX_VALUE),
        Unpooled.buffer().writeIntLE(Wire.HELLO_BODY + 1),
        Unpooled.copiedBuffer(
            "GET / HTTP/1.1\r\n\r\n", java.nio.charset.StandardCharsets.US_ASCII));
  }

  /** Even if the token follows at once: one offence is enough. */
  @ParameterizedTest
  @MethodSource("notHello")
  void whoSaysAnythingElseIsHungUpOnWithoutAWord(ByteBuf firstFrame) {
    EmbeddedPeer peer = stranger();
    peer.say(Unpooled.wrappedBuffer(firstFrame, Frames.hello(TOKEN)));
    assertThat(peer.hungUpOn()).isTrue();
    assertThat(peer.heard()).isEmpty();
    assertThat(reception.strangers()).isZero();
    assertThat(reception.workers()).isZero();
  }

  @Test
  void aHelloMayComeByteByByte() {
    EmbeddedPeer peer = stranger();
    ByteBuf hello = Frames.hello(TOKEN);
    while (hello.isReadable()) {
      assertThat(peer.heard()).isEmpty();
      peer.say(hello.readBytes(1));
    }
    hello.release();
    assertThat(peer.heardTypes()).containsExactly(Wire.WELCOME);
  }

  @Test
  void bytesThatTrickleInDoNotExtendTheDeadline() {
    EmbeddedPeer peer = stranger();
    ByteBuf hello = Frames.hello(TOKEN);
    for (int second = 1; second < Wire.HELLO_SECONDS; second++) {
      peer.say(hello.readBytes(1));
      peer.channel().advanceTimeBy(1, TimeUnit.SECONDS);
      assertThat(peer.hungUpOn()).isFalse();
    }
    peer.say(hello.readBytes(1));
    hello.release();
    peer.channel().advanceTimeBy(1, TimeUnit.SECONDS);
    assertThat(peer.hungUpOn()).isTrue();
    assertThat(peer.heard()).isEmpty();
    assertThat(reception.strangers()).isZero();
  }

  @Test
  void theDeadlineIsOverForWhoIsKnown() {
    EmbeddedPeer peer = stranger();
    peer.say(Frames.hello(TOKEN));
    peer.channel().advanceTimeBy(2 * Wire.HELLO_SECONDS, TimeUnit.SECONDS);
    assertThat(peer.hungUpOn()).isFalse();
  }

  @Test
  void strangersCannotKeepAWorkerOut() {
    for (int i = 0; i < MOST_STRANGERS; i++) {
      stranger();
    }
    EmbeddedPeer worker = stranger();
    assertThat(peers.get(0).hungUpOn()).isTrue();
    assertThat(peers.get(1).hungUpOn()).isFalse();
    assertThat(reception.strangers()).isEqualTo(MOST_STRANGERS);
    worker.say(Frames.hello(TOKEN));
    assertThat(worker.heardTypes()).containsExactly(Wire.WELCOME);
  }

  @Test
  void oneWorkerTooManyIsRefusedAndOneThatLeavesMakesRoom() {
    for (int i = 0; i < MOST_WORKERS; i++) {
      stranger().say(Frames.hello(TOKEN));
    }
    EmbeddedPeer tooMany = stranger();
    tooMany.say(Frames.hello(TOKEN));
    assertThat(tooMany.hungUpOn()).isTrue();
    assertThat(tooMany.heard()).isEmpty();
    peers.get(7).close();
    EmbeddedPeer next = stranger();
    next.say(Frames.hello(TOKEN));
    assertThat(next.heardTypes()).containsExactly(Wire.WELCOME);
  }
}
