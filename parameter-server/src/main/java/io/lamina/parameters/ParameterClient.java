package io.lamina.parameters;

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
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A worker's connection to the server. One thread at a time. Every method throws {@link
 * ConnectionLostException} once the server is gone.
 */
public final class ParameterClient implements AutoCloseable {
  private static final int PING_SECONDS = 10;
  private static final int SILENCE_SECONDS = 45;

  private final EventLoopGroup loops;
  private final Channel channel;
  private final ClientConnection connection;
  private final Duration deadline;
  private int unacknowledged;

  private ParameterClient(
      EventLoopGroup loops, Channel channel, ClientConnection connection, Duration deadline) {
    this.loops = loops;
    this.channel = channel;
    this.connection = connection;
    this.deadline = deadline;
  }

  /**
   * Connects and shows the token.
   *
   * @param deadline for connecting, and for each push to be acknowledged
   * @throws ConnectionLostException if there is no server, or it does not accept the token
   */
  public static ParameterClient connect(InetSocketAddress server, Token token, Duration deadline) {
    EventLoopGroup loops = EventLoops.start(1, "client");
    ClientConnection connection = new ClientConnection();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) deadline.toMillis())
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new IdleStateHandler(SILENCE_SECONDS, PING_SECONDS, 0))
                        .addLast(new FrameDecoder(Wire.HELLO_BODY))
                        .addLast(connection);
                  }
                });
    ChannelFuture connecting = bootstrap.connect(server).awaitUninterruptibly();
    if (!connecting.isSuccess()) {
      EventLoops.stop(loops);
      throw new ConnectionLostException(
          "cannot reach the parameter server at " + server, connecting.cause());
    }
    ParameterClient client = new ParameterClient(loops, connecting.channel(), connection, deadline);
    client.hello(token, server);
    return client;
  }

  private void hello(Token token, InetSocketAddress server) {
    ByteBuf hello = Wire.begin(channel.alloc().buffer(), Wire.HELLO);
    hello.writeIntLE(Wire.VERSION).writeBytes(token.bytes());
    Outbound.send(channel, Wire.end(hello));
    try {
      await(connection.welcome(), deadline);
    } catch (ConnectionLostException e) {
      close();
      throw new ConnectionLostException(
          "the parameter server at " + server + " did not accept this worker's token", e);
    }
  }

  /**
   * Waits until the round is open or the stage has ended, and brings the open round's vector.
   *
   * @param round the round the worker is to train next
   * @param into takes the vector; has its length
   */
  public Pull pull(String stage, long generation, int round, float[] into) {
    ClientConnection.Pending pending = connection.expect(into);
    ByteBuf pull = Wire.begin(channel.alloc().buffer(), Wire.PULL);
    pull.writeLongLE(generation).writeIntLE(round);
    Wire.writeText(pull, stage);
    Outbound.send(channel, Wire.end(pull));
    return await(pending.answer(), Duration.ofDays(365));
  }

  /**
   * Sends a shard's difference. Returns when all of it is on its way; the array may be used again.
   */
  public void push(Push push, float[] difference) {
    ByteBuf head = Wire.begin(channel.alloc().buffer(), Wire.PUSH);
    Wire.writePush(head, push, difference.length);
    Outbound.write(channel, Wire.end(head));
    int perChunk = Wire.CHUNK_BYTES / Float.BYTES;
    for (int offset = 0; offset < difference.length; offset += perChunk) {
      writeChunk(difference, offset, Math.min(perChunk, difference.length - offset));
    }
    unacknowledged++;
  }

  private void writeChunk(float[] difference, int offset, int count) {
    int bytes = count * Float.BYTES;
    ByteBuf chunk = channel.alloc().directBuffer(Integer.BYTES + 1 + bytes);
    chunk.writeIntLE(bytes + 1).writeByte(Wire.CHUNK);
    chunk
        .nioBuffer(chunk.writerIndex(), bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .put(difference, offset, count);
    chunk.writerIndex(chunk.writerIndex() + bytes);
    ChannelFuture written = channel.writeAndFlush(chunk);
    if (!channel.isWritable() && !written.awaitUninterruptibly(deadline.toMillis())) {
      throw new ConnectionLostException("the parameter server takes no more bytes", null);
    }
  }

  /** Waits until the server has dealt with every push. */
  public void flush() {
    try {
      boolean all =
          connection
              .acknowledged()
              .tryAcquire(unacknowledged, deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (!all || connection.lost().isDone()) {
        throw new ConnectionLostException("the parameter server did not acknowledge a push", null);
      }
      unacknowledged = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionLostException("interrupted", e);
    }
  }

  /** Tells the server that the stage cannot go on. */
  public void fail(String stage, long generation, String message) {
    ByteBuf frame = Wire.begin(channel.alloc().buffer(), Wire.FAIL).writeLongLE(generation);
    Wire.writeText(frame, stage);
    Wire.writeText(frame, message);
    channel.writeAndFlush(Wire.end(frame)).awaitUninterruptibly(deadline.toMillis());
  }

  private static <T> T await(CompletableFuture<T> future, Duration limit) {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new ConnectionLostException(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new ConnectionLostException("the parameter server did not answer in " + limit, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionLostException("interrupted", e);
    }
  }

  /** Hangs up and waits until the thread has ended. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    EventLoops.stop(loops);
  }
}
