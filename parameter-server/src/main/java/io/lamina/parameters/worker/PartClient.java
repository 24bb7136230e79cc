package io.lamina.parameters.worker;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.Token;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.FrameDecoder;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.Wire;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's connection to one server. One thread at a time. Every method throws {@link
 * ConnectionLostException} once the server is gone, or has been silent for the deadline; or when
 * the thread is interrupted, which it remains. The connection is then of no more use.
 */
final class PartClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartClient.class);

  /** Signs of life the server is asked for before it is given up. */
  private static final int PATIENCE = 4;

  /** The server gives up a worker that is silent for a minute. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  private final Channel channel;
  private final ClientConnection connection;
  private final Duration deadline;
  private Optional<OutgoingPush> last = Optional.empty();
  private int unacknowledged;

  private PartClient(Channel channel, ClientConnection connection, Duration deadline) {
    this.channel = channel;
    this.connection = connection;
    this.deadline = deadline;
  }

  /**
   * Connects and shows the token.
   *
   * @param loops whose thread serves the connection
   * @throws ConnectionLostException if there is no server, or it does not accept the token
   */
  static PartClient connect(
      EventLoopGroup loops,
      InetSocketAddress server,
      Encryption encryption,
      Token token,
      Duration deadline) {
    long quarter = Math.max(1, deadline.toMillis() / PATIENCE);
    long silence = Math.min(quarter, LONGEST_SILENCE.toMillis());
    ClientConnection connection =
        new ClientConnection((int) Math.max(PATIENCE, deadline.toMillis() / silence));
    ChannelFuture connecting =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Wire.writes())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) deadline.toMillis())
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.config().setRecvByteBufAllocator(Wire.reads());
                    encryption.addTo(channel);
                    channel
                        .pipeline()
                        .addLast(new IdleStateHandler(silence, 0, 0, TimeUnit.MILLISECONDS))
                        .addLast(new FrameDecoder(Wire.HELLO_BODY))
                        .addLast(connection);
                  }
                })
            .connect(server);
    if (!await(connecting, deadline) || !connecting.isSuccess()) {
      throw new ConnectionLostException(
          "cannot reach the parameter server at " + server, connecting.cause());
    }
    PartClient client = new PartClient(connecting.channel(), connection, deadline);
    client.hello(token, server);
    return client;
  }

  private void hello(Token token, InetSocketAddress server) {
    ByteBuf hello = Wire.begin(channel.alloc().buffer(), Wire.HELLO);
    hello.writeIntLE(Wire.VERSION).writeBytes(token.bytes());
    Outbound.send(channel, Wire.end(hello));
    try {
      connection.welcome().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new ConnectionLostException(
          String.format(
              "the parameter server at %s did not accept this worker's token (does it belong to "
                  + "another run, or have another version?)",
              server),
          e.getCause());
    } catch (TimeoutException e) {
      throw new ConnectionLostException(
          String.format("the parameter server at %s did not answer in %s", server, deadline), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Asks; the answer comes when there is one, and as long as the server gives signs of life. */
  CompletableFuture<Pull> pull(Wire.AskedPull asked, IncomingVector into) {
    CompletableFuture<Pull> answer = connection.expect(into);
    ByteBuf frame = Wire.begin(channel.alloc().buffer(), Wire.PULL);
    Wire.writePull(frame, asked);
    Outbound.send(channel, Wire.end(frame));
    return answer;
  }

  /** Waits for an answer. */
  static Pull await(CompletableFuture<Pull> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new ConnectionLostException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Begins to send a shard's difference and state. */
  OutgoingPush push(Push push, UpdateFormat format, FloatBuffer difference, FloatBuffer state) {
    if (connection.lost().isDone()) {
      throw new ConnectionLostException("the parameter server hung up before a push", null);
    }
    OutgoingPush outgoing = new OutgoingPush(push, format, difference, state);
    try {
      channel.eventLoop().execute(() -> connection.send(channel, outgoing));
    } catch (RejectedExecutionException e) {
      throw new ConnectionLostException("the connection was closed before a push", e);
    }
    last = Optional.of(outgoing);
    unacknowledged++;
    return outgoing;
  }

  /** Waits until a push is on its way, as long as the server takes some of it. */
  void awaitSent(OutgoingPush push) {
    int missing = Integer.MAX_VALUE;
    while (true) {
      try {
        push.sent().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        if (push.missing() == missing) {
          throw new ConnectionLostException(
              "the parameter server has taken no more bytes for " + deadline, e);
        }
        missing = push.missing();
      } catch (ExecutionException e) {
        throw new ConnectionLostException(
            "the parameter server hung up in the middle of a push", e.getCause());
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /** Waits until the server has dealt with every push. */
  void flush() {
    last.ifPresent(this::awaitSent);
    try {
      boolean all =
          connection
              .acknowledged()
              .tryAcquire(unacknowledged, deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (connection.lost().isDone()) {
        throw new ConnectionLostException(
            "the parameter server hung up; whether it counted the last pushes is unknown", null);
      }
      if (!all) {
        throw new ConnectionLostException(
            "the parameter server did not acknowledge a push in " + deadline, null);
      }
      unacknowledged = 0;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Tells the server that the stage cannot go on, and waits until it has heard it. Does not throw
   * if the server cannot be told: the worker has a failure of its own to report.
   */
  void fail(String stage, long generation, StageFailure failure) {
    ByteBuf frame = Wire.begin(channel.alloc().buffer(), Wire.FAIL);
    Wire.writeFailure(frame, new Wire.Failure(generation, stage, failure));
    Outbound.send(channel, Wire.end(frame));
    unacknowledged++;
    try {
      flush();
    } catch (ConnectionLostException e) {
      LOG.warn(
          "the parameter server could not be told that {} failed: {}", stage, failure.message(), e);
    }
  }

  private static boolean await(ChannelFuture future, Duration limit) {
    try {
      return future.await(limit.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static ConnectionLostException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new ConnectionLostException("interrupted while waiting for the server", cause);
  }

  /** Hangs up. Pushes that were not followed by a {@link #flush} or a pull may be lost. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly(deadline.toMillis());
  }
}
