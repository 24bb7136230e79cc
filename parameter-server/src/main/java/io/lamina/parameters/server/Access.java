package io.lamina.parameters.server;

import io.netty.channel.ChannelHandler;
import java.util.Optional;
import java.util.function.Supplier;

/** Who may speak to a server, and with whom. Thread-safe. */
@FunctionalInterface
interface Access {
  /**
   * Looks a token up, in a time that tells nothing about it.
   *
   * @return makes the handler of the connection's later frames; empty if the token is none
   */
  Optional<Supplier<ChannelHandler>> of(byte[] shown);
}
