package io.lamina.parameters;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parameter server: holds the vectors of its open stages and averages what workers push. Who
 * does not show the token within five seconds gets no answer. Thread-safe.
 */
public final class ParameterServer implements AutoCloseable {
  private static final int THREADS = 2;

  private final Map<String, StagePart> stages = new ConcurrentHashMap<>();
  private final ByteBufAllocator allocator;
  private final EventLoopGroup loops;
  private final Channel listening;
  private boolean closed;

  private ParameterServer(String bindAddress, Token token, ByteBufAllocator allocator) {
    this.allocator = allocator;
    this.loops = EventLoops.start(THREADS, "server");
    Reception reception = new Reception(token, stages);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.ALLOCATOR, allocator)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.config().setRecvByteBufAllocator(Wire.reads());
                    reception.receive(channel);
                  }
                });
    ChannelFuture binding = bootstrap.bind(bindAddress, 0).awaitUninterruptibly();
    if (!binding.isSuccess()) {
      EventLoops.stop(loops);
      throw new IllegalStateException(
          String.format(
              "cannot listen on %s: %s (set spark.driver.bindAddress to an address of this machine)",
              bindAddress, binding.cause()),
          binding.cause());
    }
    this.listening = binding.channel();
  }

  /**
   * Starts a server.
   *
   * @param bindAddress the host name or address to listen on; the port is a free one
   * @param token what workers have to show
   * @throws IllegalStateException if it cannot listen there
   */
  public static ParameterServer start(String bindAddress, Token token) {
    return start(bindAddress, token, ByteBufAllocator.DEFAULT);
  }

  /**
   * @param allocator of all the server's buffers
   */
  static ParameterServer start(String bindAddress, Token token, ByteBufAllocator allocator) {
    return new ParameterServer(bindAddress, token, allocator);
  }

  /** Where the server listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /**
   * Opens a stage at round 0, and keeps nothing of it.
   *
   * @param initial the vector to start from, all finite; copied
   * @param listener told of every committed round
   * @throws IllegalStateException if a stage of this name is open, or the server is closed
   */
  public Stage open(StageSpec spec, float[] initial, RoundListener listener) {
    return open(spec, StageState.initial(spec, initial), listener, StateKeeper.none());
  }

  /**
   * Opens a stage at any of its rounds.
   *
   * @param start where it goes on from; copied
   * @param listener told of every round that is committed from now on
   * @param keeper asked at the beginning of every round after that
   * @throws IllegalArgumentException if the start is none of this stage
   * @throws IllegalStateException if a stage of this name is open, or the server is closed
   */
  public Stage open(StageSpec spec, StageState start, RoundListener listener, StateKeeper keeper) {
    return Stage.open(
        new Split(spec, 1),
        start,
        listener,
        keeper,
        (part, own, from, owner) -> host(own, from, owner));
  }

  /** Takes in a part of a stage. */
  synchronized StagePart host(StageSpec spec, StageState start, PartLink.Owner owner) {
    if (closed) {
      throw new IllegalStateException(
          "cannot open stage " + spec.stage() + ": the parameter server is closed");
    }
    StagePart part =
        new StagePart(spec, start, owner, allocator, ended -> stages.remove(spec.stage(), ended));
    if (stages.putIfAbsent(spec.stage(), part) != null) {
      throw new IllegalStateException("stage " + spec.stage() + " is open already");
    }
    return part;
  }

  /**
   * Fences all workers, hangs up and waits until the threads have ended. Not to be called by a
   * {@link RoundListener}, which runs on one of them.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    listening.close().awaitUninterruptibly();
    stages.values().forEach(part -> part.abandon("the parameter server was closed"));
    EventLoops.stop(loops);
  }
}
