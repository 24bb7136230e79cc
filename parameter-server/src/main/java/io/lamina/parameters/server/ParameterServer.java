package io.lamina.parameters.server;

import io.lamina.parameters.Token;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.EventLoops;
import io.lamina.parameters.wire.Wire;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A parameter server: holds its parts of the vectors of open stages and averages what workers push.
 * Who does not show a token within five seconds gets no answer. Thread-safe.
 */
public final class ParameterServer implements AutoCloseable {
  private static final int THREADS = 2;
  private static final String CLOSED = "the parameter server was closed";

  private final EventLoopGroup loops;
  private final Channel listening;
  private final Runnable abandon;

  private ParameterServer(
      String bindAddress,
      int port,
      Encryption encryption,
      Access access,
      Runnable abandon,
      ByteBufAllocator allocator) {
    this.abandon = abandon;
    this.loops = EventLoops.start(THREADS, "server");
    Reception reception = new Reception(access);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, allocator)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Wire.writes())
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.config().setRecvByteBufAllocator(Wire.reads());
                    encryption.addTo(channel);
                    reception.receive(channel);
                  }
                });
    ChannelFuture binding = bootstrap.bind(bindAddress, port).awaitUninterruptibly();
    if (!binding.isSuccess()) {
      EventLoops.stop(loops);
      Throwable cause = binding.cause();
      String reason =
          cause instanceof UnresolvedAddressException
              ? "there is no such host"
              : cause.getMessage();
      throw new IllegalStateException(
          String.format(
              "cannot listen on %s, port %s: %s (give an address of this machine, and a port that"
                  + " is free)",
              bindAddress, port == 0 ? "any" : port, reason),
          cause);
    }
    this.listening = binding.channel();
  }

  /**
   * Starts a server for the workers of a run whose coordinator is in this process.
   *
   * @param bindAddress the host name or address to listen on; the port is a free one
   * @param allocator of all the server's buffers
   */
  public static ParameterServer forRun(
      String bindAddress, Encryption encryption, Run run, ByteBufAllocator allocator) {
    return new ParameterServer(
        bindAddress, 0, encryption, run, () -> run.abandon(CLOSED), allocator);
  }

  /**
   * Starts a server that coordinators in other processes have parts of their stages held by.
   *
   * @param bindAddress the host name or address to listen on
   * @param port to listen on; 0 for one that is free
   * @param encryption of its connections
   * @param coordinators what they have to show
   * @param mostBytes that the parts of all their stages may take together
   * @throws IllegalStateException if it cannot listen there
   */
  public static ParameterServer start(
      String bindAddress, int port, Encryption encryption, Token coordinators, long mostBytes) {
    return start(bindAddress, port, encryption, runs(coordinators, mostBytes, () -> {}));
  }

  /**
   * The same, on a free port, for one run alone: the server closes itself when the first run has
   * ended, or when none has begun for so long.
   */
  public static ParameterServer startForOneRun(
      String bindAddress,
      Encryption encryption,
      Token coordinators,
      long mostBytes,
      Duration patience) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Runs runs = runs(coordinators, mostBytes, () -> ended.complete(null));
    ParameterServer server = start(bindAddress, 0, encryption, runs);
    ScheduledFuture<?> unusedCheck =
        server.loops.schedule(
            () -> runs.hasBegun() || ended.complete(null),
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
    // Not on the thread that tells of the end: it is one of those that are waited for.
    CompletableFuture<Void> unused = ended.thenRunAsync(server::close, EventLoops::detached);
    return server;
  }

  private static Runs runs(Token coordinators, long mostBytes, Runnable onEnd) {
    return new Runs(coordinators, ByteBufAllocator.DEFAULT, mostBytes, onEnd);
  }

  private static ParameterServer start(
      String bindAddress, int port, Encryption encryption, Runs runs) {
    return new ParameterServer(
        bindAddress, port, encryption, runs, runs::closeAll, ByteBufAllocator.DEFAULT);
  }

  /** Where the server listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /**
   * Fences all workers, hangs up and waits until the threads have ended. Not to be called on one of
   * them.
   */
  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    abandon.run();
    EventLoops.stop(loops);
  }
}
