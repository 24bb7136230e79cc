package io.lamina.parameters.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Token;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who connects shows a token, and waits for the welcome no longer than its deadline. */
class GreetingTest {
  private static final InetSocketAddress SERVER = InetSocketAddress.createUnresolved("far", 7);
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final CountingAllocator allocator = new CountingAllocator();
  private final Token token = Token.random();
  private final List<Byte> heard = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  private CompletableFuture<Channel> call() {
    Caller caller =
        new Caller(
            (server, deadline, handlers) -> {
              channel.config().setAllocator(allocator.get());
              channel.freezeTime();
              handlers.accept(channel.pipeline());
              return CompletableFuture.completedFuture(channel);
            },
            token,
            "this token",
            DEADLINE);
    CompletableFuture<Channel> welcome = caller.call(SERVER, new Listener());
    channel.pipeline().fireChannelActive();
    return welcome;
  }

  private final class Listener extends SimpleChannelInboundHandler<Frame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
      heard.add(frame.type());
    }
  }

  @AfterEach
  void nothingIsLeft() {
    channel.finishAndReleaseAll();
    assertThat(allocator.bytes()).isZero();
  }

  @Test
  void whoIsWelcomeLeavesTheConnectionToTheNextHandler() {
    CompletableFuture<Channel> welcome = call();
    ByteBuf hello = channel.readOutbound();
    ByteBuf expected = Frames.hello(token);
    assertThat(hello).isEqualTo(expected);
    hello.release();
    expected.release();
    assertThat(welcome).isNotDone();

    channel.writeInbound(Frames.of(Wire.WELCOME), Frames.of(99, new byte[Wire.CHUNK_BYTES]));
    assertThat(welcome).isCompletedWithValue(channel);
    assertThat(heard).containsExactly((byte) 99);
    channel.advanceTimeBy(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    channel.runPendingTasks();
    assertThat(channel.isActive()).as("after the deadline").isTrue();
  }

  @Test
  void anAnswerThatIsNoWelcomeIsARefusal() {
    CompletableFuture<Channel> welcome = call();
    channel.writeInbound(Frames.of(Wire.PONG));
    assertRefused(welcome);
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void soIsToHangUp() {
    CompletableFuture<Channel> welcome = call();
    channel.close().syncUninterruptibly();
    assertRefused(welcome);
  }

  private static void assertRefused(CompletableFuture<Channel> welcome) {
    assertThatThrownBy(welcome::join)
        .hasCauseInstanceOf(ConnectionLostException.class)
        .hasMessageContaining("did not accept this token");
  }

  @Test
  void aServerThatIsSilentIsWaitedForUntilTheDeadline() {
    CompletableFuture<Channel> welcome = call();
    channel.advanceTimeBy(DEADLINE.toMillis() - 1, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    assertThat(welcome).isNotDone();
    channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    assertThatThrownBy(welcome::join).hasMessageContaining("did not answer in PT3S");
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    Caller caller =
        new Caller(
            (server, deadline, handlers) ->
                CompletableFuture.failedFuture(new ConnectException("refused")),
            token,
            "this token",
            DEADLINE);
    assertThatThrownBy(() -> Waiting.await(caller.call(SERVER, new Listener())))
        .isInstanceOf(ConnectionLostException.class)
        .hasMessageContaining("cannot reach the parameter server at far")
        .hasRootCauseMessage("refused");
  }
}
