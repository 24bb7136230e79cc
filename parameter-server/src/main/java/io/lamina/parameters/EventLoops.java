package io.lamina.parameters;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** Netty's threads: few, daemons, named after us. */
final class EventLoops {
  private static final long QUIET_MILLIS = 0;
  private static final long DEADLINE_SECONDS = 10;

  private EventLoops() {}

  /** NioEventLoopGroup, since it is in the Netty of every Spark from 3.5 on; 4.2 deprecates it. */
  @SuppressWarnings("deprecation")
  static EventLoopGroup start(int threads, String name) {
    return new NioEventLoopGroup(
        threads, new DefaultThreadFactory("lamina-parameters-" + name, true));
  }

  /** Ends the threads and waits until they have ended. */
  static void stop(EventLoopGroup loops) {
    loops
        .shutdownGracefully(QUIET_MILLIS, DEADLINE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly();
  }
}
