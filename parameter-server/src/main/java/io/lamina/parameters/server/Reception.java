package io.lamina.parameters.server;

import io.lamina.parameters.wire.FrameDecoder;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.Wire;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Receives connections, and counts them: the strangers, which have not shown the token yet, and the
 * workers. When there are too many strangers the one that has been silent longest has to go, so
 * that they cannot keep a worker out: its hello follows its connection at once. Thread-safe.
 */
final class Reception {
  /** More than the workers of a large cluster that all connect in one moment. */
  private static final int MOST_STRANGERS = 1024;

  private static final int MOST_WORKERS = 4096;

  /** No byte either way: a worker would have said ping, or taken some of its vector. */
  static final int SILENCE_SECONDS = 60;

  private final Access access;
  private final int mostStrangers;
  private final int mostWorkers;
  private final Set<Channel> strangers = new LinkedHashSet<>();
  private final Set<Channel> workers = new HashSet<>();

  Reception(Access access) {
    this(access, MOST_STRANGERS, MOST_WORKERS);
  }

  Reception(Access access, int mostStrangers, int mostWorkers) {
    this.access = access;
    this.mostStrangers = mostStrangers;
    this.mostWorkers = mostWorkers;
  }

  void receive(Channel channel) {
    channel
        .pipeline()
        .addLast(new IdleStateHandler(0, 0, SILENCE_SECONDS))
        .addLast(new FrameDecoder(Wire.HELLO_BODY))
        .addLast(new Hello(access, () -> admit(channel)));
    enter(channel).ifPresent(Outbound::hangUp);
    ChannelFuture unused = channel.closeFuture().addListener(closed -> leave(channel));
  }

  synchronized int strangers() {
    return strangers.size();
  }

  synchronized int workers() {
    return workers.size();
  }

  /** The stranger that has to go for this one, if any. */
  private synchronized Optional<Channel> enter(Channel stranger) {
    strangers.add(stranger);
    if (strangers.size() <= mostStrangers) {
      return Optional.empty();
    }
    Channel oldest = strangers.iterator().next();
    strangers.remove(oldest);
    return Optional.of(oldest);
  }

  /** Not a stranger that had to go, nor one too many. */
  private synchronized boolean admit(Channel channel) {
    return workers.size() < mostWorkers && strangers.remove(channel) && workers.add(channel);
  }

  private synchronized void leave(Channel channel) {
    strangers.remove(channel);
    workers.remove(channel);
  }
}
