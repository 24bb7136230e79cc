package io.lamina.parameters.wire;

import io.lamina.parameters.Token;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Who connects to servers: by which network, with which token, and how long it waits for them.
 *
 * @param network it opens its connections on
 * @param token it shows
 * @param refused what a server has not accepted if it hangs up on the token, for messages
 * @param deadline for a server to be there, to accept the token, and for a sign of life ever after;
 *     1 ms to 1 hour
 */
public record Caller(Network network, Token token, String refused, Duration deadline) {
  /** Signs of life a server is asked for before it is given up, at least. */
  private static final int LEAST_PATIENCE = 4;

  /** A server gives up a worker that is silent for a minute. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  public Caller {
    if (deadline.toMillis() < 1 || deadline.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("deadline is " + deadline + ", must be 1 ms to 1 hour");
    }
  }

  private long silenceMillis() {
    long part = Math.max(1, deadline.toMillis() / LEAST_PATIENCE);
    return Math.min(part, LONGEST_SILENCE.toMillis());
  }

  /**
   * After so many idle events of a connection, one after the other, its server has given no sign of
   * life for the deadline.
   */
  public int patience() {
    return (int) Math.max(LEAST_PATIENCE, deadline.toMillis() / silenceMillis());
  }

  /**
   * Connects to a server and shows it the token, without waiting.
   *
   * @param handler takes what the server says after its welcome, and idle events
   * @return the connection when the handler has it; fails with a {@link
   *     io.lamina.parameters.ConnectionLostException} if there is no server, or it does not accept
   *     the token
   */
  public CompletableFuture<Channel> call(InetSocketAddress server, ChannelHandler handler) {
    Greeting greeting = new Greeting(this, server, handler);
    CompletableFuture<Channel> unused =
        network
            .open(
                server,
                deadline,
                pipeline ->
                    pipeline
                        .addLast(new IdleStateHandler(silenceMillis(), 0, 0, TimeUnit.MILLISECONDS))
                        .addLast(new FrameDecoder(Wire.HELLO_BODY))
                        .addLast(greeting))
            .whenComplete(
                (channel, failure) -> {
                  if (failure != null) {
                    greeting.unreachable(failure);
                  }
                });
    return greeting.welcome();
  }
}
