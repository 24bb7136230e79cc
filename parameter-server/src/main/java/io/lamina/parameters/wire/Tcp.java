package io.lamina.parameters.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Connections over TCP, encrypted or not. Thread-safe. */
public final class Tcp implements Network {
  private final EventLoopGroup loops;
  private final Encryption encryption;

  /**
   * @param loops whose threads serve the connections
   */
  public Tcp(EventLoopGroup loops, Encryption encryption) {
    this.loops = loops;
    this.encryption = encryption;
  }

  @Override
  public CompletableFuture<Channel> open(
      InetSocketAddress server, Duration deadline, Consumer<ChannelPipeline> handlers) {
    CompletableFuture<Channel> open = new CompletableFuture<>();
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
                    handlers.accept(channel.pipeline());
                  }
                })
            .connect(server);
    ChannelFuture unused =
        connecting.addListener(
            done -> {
              if (done.isSuccess()) {
                open.complete(connecting.channel());
              } else {
                open.completeExceptionally(done.cause());
              }
            });
    return open;
  }
}
