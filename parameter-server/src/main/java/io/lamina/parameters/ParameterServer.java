package io.lamina.parameters;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parameter server: holds the vectors of its open stages and averages what workers push. Who
 * does not show the token gets no answer. Thread-safe.
 */
public final class ParameterServer implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 4096;
  private static final int SILENCE_SECONDS = 60;
  private static final int THREADS = 2;

  private final Map<String, Stage> stages = new ConcurrentHashMap<>();
  private final EventLoopGroup loops;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listening;

  private ParameterServer(String bindAddress, Token token) {
    this.loops = EventLoops.start(THREADS, "server");
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    welcome(channel, token);
                  }
                });
    try {
      this.listening = bootstrap.bind(bindAddress, 0).syncUninterruptibly().channel();
    } catch (RuntimeException e) {
      EventLoops.stop(loops);
      throw new IllegalStateException(
          "cannot listen on "
              + bindAddress
              + ": "
              + e.getMessage()
              + " (set spark.driver.bindAddress)",
          e);
    }
  }

  /**
   * Starts a server.
   *
   * @param bindAddress the host name or address to listen on; the port is a free one
   * @param token what workers have to show
   */
  public static ParameterServer start(String bindAddress, Token token) {
    return new ParameterServer(bindAddress, token);
  }

  private void welcome(SocketChannel channel, Token token) {
    if (connections.size() >= MAX_CONNECTIONS) {
      Outbound.hangUp(channel);
      return;
    }
    connections.add(channel);
    channel
        .pipeline()
        .addLast(new IdleStateHandler(SILENCE_SECONDS, 0, 0))
        .addLast(new FrameDecoder(Wire.HELLO_BODY))
        .addLast(new ServerConnection(token, stages));
  }

  /** Where the server listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /**
   * Opens a stage at round 0.
   *
   * @param initial the vector to start from; copied
   * @param listener told of every committed round
   * @throws IllegalStateException if a stage of this name is open
   */
  public Stage open(StageSpec spec, float[] initial, RoundListener listener) {
    Stage stage = new Stage(spec, initial, listener, () -> stages.remove(spec.stage()));
    if (stages.putIfAbsent(spec.stage(), stage) != null) {
      throw new IllegalStateException("stage " + spec.stage() + " is open already");
    }
    return stage;
  }

  /** Fences all workers, hangs up and waits until the threads have ended. */
  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    stages.values().forEach(Stage::close);
    connections.close().awaitUninterruptibly();
    EventLoops.stop(loops);
  }
}
