package io.lamina.parameters.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Where connections come from. */
@FunctionalInterface
public interface Network {
  /**
   * Opens a connection, and does not wait for it.
   *
   * @param deadline for the server to be there
   * @param handlers puts the connection's handlers in place, before it is active
   * @return the connection when it is active; fails with the reason when it cannot be opened
   */
  CompletableFuture<Channel> open(
      InetSocketAddress server, Duration deadline, Consumer<ChannelPipeline> handlers);
}
