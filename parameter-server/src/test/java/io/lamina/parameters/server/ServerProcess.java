package io.lamina.parameters.server;

import io.lamina.parameters.Token;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;

/** What a server does with its connections, wherever they come from. */
public final class ServerProcess {
  private final Reception reception;

  /**
   * @param coordinators the token that coordinators show
   */
  public ServerProcess(Token coordinators, ByteBufAllocator allocator) {
    this.reception = new Reception(new Runs(coordinators, allocator, Long.MAX_VALUE, () -> {}));
  }

  /** Takes a connection in. */
  public void receive(Channel channel) {
    reception.receive(channel);
  }
}
