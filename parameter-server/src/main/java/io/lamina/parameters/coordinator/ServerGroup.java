package io.lamina.parameters.coordinator;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Split;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.Token;
import io.lamina.parameters.part.PartLink;
import io.lamina.parameters.server.ParameterServer;
import io.lamina.parameters.server.Run;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.EventLoops;
import io.lamina.parameters.wire.FrameDecoder;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.Wire;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The servers that hold a run's stages, as the run's coordinator sees them: one in its own process,
 * or any number in others. Its workers show a token that is made here. Thread-safe.
 */
public final class ServerGroup implements AutoCloseable {
  private static final int PATIENCE = 4;
  private static final Duration LISTENER_PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  private final Token workers;
  private final List<InetSocketAddress> addresses;
  private final List<Host> hosts;
  private final Runnable onClose;
  private final ExecutorService listening = EventLoops.threads("rounds");

  /** Of all its stages: a stage that is opened again has none of the workers it had. */
  private final AtomicLong generations = new AtomicLong();

  private ServerGroup(
      Token workers, List<InetSocketAddress> addresses, List<Host> hosts, Runnable onClose) {
    this.workers = workers;
    this.addresses = List.copyOf(addresses);
    this.hosts = List.copyOf(hosts);
    this.onClose = onClose;
  }

  /** What holds a part. */
  @FunctionalInterface
  private interface Host {
    PartLink open(StageSpec spec, StageState start, long generation, PartLink.Owner owner);
  }

  /**
   * Starts a server in this process.
   *
   * @param bindAddress the host name or address to listen on; the port is a free one
   * @param encryption of its connections
   * @throws IllegalStateException if it cannot listen there
   */
  public static ServerGroup here(String bindAddress, Encryption encryption) {
    return here(bindAddress, encryption, Token.random(), ByteBufAllocator.DEFAULT);
  }

  static ServerGroup here(
      String bindAddress, Encryption encryption, Token workers, ByteBufAllocator allocator) {
    Run run = new Run(workers, allocator);
    ParameterServer server = ParameterServer.forRun(bindAddress, encryption, run, allocator);
    return new ServerGroup(workers, List.of(server.address()), List.of(run::host), server::close);
  }

  /**
   * Connects to servers in other processes. The run is theirs until this is closed or a connection
   * is lost.
   *
   * @param servers in the order of the parts they will hold
   * @param encryption as theirs
   * @param coordinators the token they want to be shown
   * @param deadline for each to answer, and for a sign of life ever after; 1 ms to 1 hour
   * @throws ConnectionLostException if one is not there, or does not accept the token
   */
  public static ServerGroup connect(
      List<InetSocketAddress> servers,
      Encryption encryption,
      Token coordinators,
      Duration deadline) {
    Token workers = Token.random();
    EventLoopGroup loops = EventLoops.start(1, "coordinator");
    List<RemoteServer> connected = new ArrayList<>();
    try {
      for (InetSocketAddress server : servers) {
        connected.add(connect(loops, server, encryption, coordinators, workers, deadline));
      }
    } catch (RuntimeException e) {
      EventLoops.stop(loops);
      throw e;
    }
    List<Host> hosts = new ArrayList<>();
    connected.forEach(server -> hosts.add(server::open));
    return new ServerGroup(workers, servers, hosts, () -> EventLoops.stop(loops));
  }

  private static RemoteServer connect(
      EventLoopGroup loops,
      InetSocketAddress server,
      Encryption encryption,
      Token coordinators,
      Token workers,
      Duration deadline) {
    long quarter = Math.max(1, deadline.toMillis() / PATIENCE);
    long silence = Math.min(quarter, LONGEST_SILENCE.toMillis());
    RemoteServer remote =
        new RemoteServer(server, workers, (int) Math.max(PATIENCE, deadline.toMillis() / silence));
    ChannelFuture connecting =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
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
                        .addLast(remote);
                  }
                })
            .connect(server)
            .awaitUninterruptibly();
    if (!connecting.isSuccess()) {
      throw new ConnectionLostException(
          "cannot reach the parameter server at " + server, connecting.cause());
    }
    sayHello(connecting.channel(), coordinators);
    awaitWelcome(remote, server, deadline);
    return remote;
  }

  private static void sayHello(Channel channel, Token token) {
    ByteBuf hello = Wire.begin(channel.alloc().buffer(), Wire.HELLO);
    hello.writeIntLE(Wire.VERSION).writeBytes(token.bytes());
    Outbound.send(channel, Wire.end(hello));
  }

  private static void awaitWelcome(
      RemoteServer remote, InetSocketAddress server, Duration deadline) {
    try {
      remote.welcome().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new ConnectionLostException(
          String.format(
              "the parameter server at %s did not accept this coordinator's token (is it the one in"
                  + " the server's token file, and the server of this version?)",
              server),
          e.getCause());
    } catch (TimeoutException e) {
      throw new ConnectionLostException(
          String.format("the parameter server at %s did not answer in %s", server, deadline), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionLostException("interrupted while waiting for " + server, e);
    }
  }

  /** Where the servers are, in the order of the parts they hold. */
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** What the run's workers show them. */
  public Token workers() {
    return workers;
  }

  /**
   * Opens a stage at round 0, and keeps nothing of it.
   *
   * @param initial the vector to start from, all finite; copied
   * @param listener told of every committed round, on a thread that no round waits for
   */
  public Stage open(StageSpec spec, float[] initial, RoundListener listener) {
    return open(spec, StageState.initial(spec, initial), listener, StateKeeper.none());
  }

  /**
   * Opens a stage at any of its rounds, cut into a part for each server.
   *
   * @param start where it goes on from; copied
   * @param listener told of every round that is committed from now on, on a thread that no round
   *     waits for
   * @param keeper asked at the beginning of every round after that
   * @throws IllegalArgumentException if the start is none of this stage, or there are more servers
   *     than values
   * @throws IllegalStateException if a stage of this name is open, or the group is closed
   */
  public Stage open(StageSpec spec, StageState start, RoundListener listener, StateKeeper keeper) {
    return Stage.open(
        new Split(spec, hosts.size()),
        start,
        generations::incrementAndGet,
        new RoundDelivery(listener, listening, LISTENER_PATIENCE),
        keeper,
        (part, own, from, generation, owner) -> hosts.get(part).open(own, from, generation, owner));
  }

  /** Ends the server in this process, or hangs up on those in others, which then forget the run. */
  @Override
  public void close() {
    onClose.run();
    listening.shutdownNow();
  }
}
