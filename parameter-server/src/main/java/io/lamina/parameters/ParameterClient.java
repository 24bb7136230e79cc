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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's connection to the server. One thread at a time. Every method throws {@link
 * ConnectionLostException} once the server is gone, or has been silent for the deadline; or when
 * the thread is interrupted, which it remains. The connection is then of no more use.
 */
public final class ParameterClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ParameterClient.class);

  /** Signs of life the server is asked for before it is given up. */
  private static final int PATIENCE = 4;

  /** The server gives up a worker that is silent for a minute. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  private static final float[] NO_STATE = {};

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
   * @param deadline for connecting, for pushes to be taken and to be acknowledged, and for a sign
   *     of life while a pull waits; 1 ms to 1 hour
   * @throws ConnectionLostException if there is no server, or it does not accept the token
   */
  public static ParameterClient connect(InetSocketAddress server, Token token, Duration deadline) {
    if (deadline.toMillis() < 1 || deadline.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("deadline is " + deadline + ", must be 1 ms to 1 hour");
    }
    EventLoopGroup loops = EventLoops.start(1, "client");
    try {
      return open(loops, server, token, deadline);
    } catch (RuntimeException e) {
      EventLoops.stop(loops);
      throw e;
    }
  }

  private static ParameterClient open(
      EventLoopGroup loops, InetSocketAddress server, Token token, Duration deadline) {
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
    ParameterClient client = new ParameterClient(loops, connecting.channel(), connection, deadline);
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

  /**
   * Waits until the round is open or the stage has ended, and brings the open round's vector. It
   * waits as long as the server gives signs of life: the other workers' rounds take their time.
   *
   * @param round the round the worker is to train next
   * @param into takes the vector; has its length
   */
  public Pull pull(String stage, long generation, int round, float[] into) {
    return pull(new Wire.AskedPull(generation, round, Wire.VECTOR, stage), into);
  }

  /**
   * Brings a shard's state at the open round's start, for a stage whose shards have one: zeros
   * before the first round was committed.
   *
   * @param round the open round, as the last pull told; if another is open by now, the answer says
   *     which, and the state is of that round
   * @param into takes the state; has its length
   */
  public Pull pullState(String stage, long generation, int round, int shard, float[] into) {
    return pull(new Wire.AskedPull(generation, round, shard, stage), into);
  }

  private Pull pull(Wire.AskedPull asked, float[] into) {
    CompletableFuture<Pull> answer = connection.expect(into);
    ByteBuf frame = Wire.begin(channel.alloc().buffer(), Wire.PULL);
    Wire.writePull(frame, asked);
    Outbound.send(channel, Wire.end(frame));
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new ConnectionLostException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Sends a shard's difference. Returns when all of it is on its way; the array may be used again.
   */
  public void push(Push push, float[] difference) {
    push(push, difference, NO_STATE);
  }

  /** The same for a stage whose shards have a state, with the shard's after the round. */
  public void push(Push push, float[] difference, float[] state) {
    if (connection.lost().isDone()) {
      throw new ConnectionLostException("the parameter server hung up before a push", null);
    }
    ByteBuf head = Wire.begin(channel.alloc().buffer(), Wire.PUSH);
    Wire.writePush(head, push, difference.length + state.length);
    Outbound.write(channel, Wire.end(head));
    writeChunks(difference);
    writeChunks(state);
    unacknowledged++;
  }

  private void writeChunks(float[] values) {
    int perChunk = Wire.CHUNK_BYTES / Float.BYTES;
    for (int offset = 0; offset < values.length; offset += perChunk) {
      writeChunk(values, offset, Math.min(perChunk, values.length - offset));
    }
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
    if (!channel.isWritable() && !await(written, deadline)) {
      throw new ConnectionLostException(
          "the parameter server has taken no more bytes for " + deadline, null);
    }
    if (written.isDone() && !written.isSuccess()) {
      throw new ConnectionLostException(
          "the parameter server hung up in the middle of a push", written.cause());
    }
  }

  /** Waits until the server has dealt with every push. */
  public void flush() {
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
  public void fail(String stage, long generation, String message) {
    ByteBuf frame = Wire.begin(channel.alloc().buffer(), Wire.FAIL);
    Wire.writeFailure(frame, new Wire.Failure(generation, stage, message));
    Outbound.send(channel, Wire.end(frame));
    unacknowledged++;
    try {
      flush();
    } catch (ConnectionLostException e) {
      LOG.warn("the parameter server could not be told that {} failed: {}", stage, message, e);
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

  /**
   * Hangs up and waits until the thread has ended. Pushes that were not followed by a {@link
   * #flush} or a pull may be lost.
   */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly(deadline.toMillis());
    EventLoops.stop(loops);
  }
}
