package io.lamina.parameters.wire;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Netty's threads: few, daemons, named after us. */
public final class EventLoops {
  public static final String PREFIX = "lamina-parameters-";

  private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
  private static final long QUIET_MILLIS = 0;
  private static final long DEADLINE_MILLIS = 10_000;

  private EventLoops() {}

  /** NioEventLoopGroup, since it is in the Netty of every Spark from 3.5 on; 4.2 deprecates it. */
  @SuppressWarnings("deprecation")
  public static EventLoopGroup start(int threads, String name) {
    return new NioEventLoopGroup(threads, new DefaultThreadFactory(PREFIX + name, true));
  }

  /** As many threads as there is to do at once. */
  public static ExecutorService threads(String name) {
    return Executors.newCachedThreadPool(new DefaultThreadFactory(PREFIX + name, true));
  }

  /** Runs something that may wait for the loops' threads. */
  public static void detached(Runnable task) {
    Thread thread = new Thread(task, PREFIX + "end");
    thread.setDaemon(true);
    thread.start();
  }

  /** Hangs up on all that these threads serve, ends them and waits until they have ended. */
  public static void stop(EventLoopGroup loops) {
    boolean ended =
        loops
            .shutdownGracefully(QUIET_MILLIS, DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
            .awaitUninterruptibly(2 * DEADLINE_MILLIS);
    if (!ended) {
      LOG.warn("a thread of the parameter server's network does not end: {}", loops);
    }
  }
}
