package io.lamina.parameters.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * An event loop without a thread: its tasks are events of the virtual time, in their order, each a
 * little after it was given. What a task throws ends the simulation.
 */
final class SimulatedLoop extends AbstractScheduledEventExecutor implements EventLoop {
  private static final long NONE = Long.MAX_VALUE;

  private final VirtualTime time;
  private final Ticker ticker;
  private final LongSupplier lag;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private long alarm = NONE;
  private boolean planned;
  private boolean running;
  private boolean ended;

  /**
   * @param lag how long tasks wait, as if there were others
   */
  SimulatedLoop(VirtualTime time, LongSupplier lag) {
    this.time = time;
    this.ticker = time.ticker();
    this.lag = lag;
  }

  @Override
  public void execute(Runnable task) {
    if (ended) {
      throw new RejectedExecutionException("the loop has ended");
    }
    tasks.add(task);
    plan();
  }

  private void plan() {
    if (!planned && !running && !tasks.isEmpty()) {
      planned = true;
      time.after(lag.getAsLong(), this::runTasks);
    }
  }

  /** Those that are there; others' events may come before those that they add. */
  private void runTasks() {
    planned = false;
    inside(
        () -> {
          for (int left = tasks.size(); left > 0; left--) {
            tasks.remove().run();
          }
        });
    plan();
    setAlarm();
  }

  /** Netty asserts that some work is done by the loop's own thread. */
  private void inside(Runnable work) {
    running = true;
    try {
      work.run();
    } finally {
      running = false;
    }
  }

  private void setAlarm() {
    long next = nextScheduledTaskDeadlineNanos();
    if (next < 0) {
      return;
    }
    long due = Math.max(time.now(), -Math.floorDiv(-next, TimeUnit.MILLISECONDS.toNanos(1)));
    if (due < alarm) {
      alarm = due;
      time.after(due - time.now(), () -> ring(due));
    }
  }

  private void ring(long due) {
    if (alarm == due) {
      alarm = NONE;
    }
    inside(this::takeDue);
    plan();
    setAlarm();
  }

  private void takeDue() {
    for (Runnable task = pollScheduledTask(); task != null; task = pollScheduledTask()) {
      tasks.add(task);
    }
  }

  /** Ends when what there is to do is done; then it takes no more. */
  void end() {
    if (tasks.isEmpty()) {
      ended = true;
      inside(this::cancelScheduledTasks);
    } else {
      time.after(1, this::end);
    }
  }

  @Override
  public Ticker ticker() {
    return ticker;
  }

  @Override
  public boolean inEventLoop(Thread thread) {
    return running;
  }

  @Override
  public ChannelFuture register(Channel channel) {
    return register(new DefaultChannelPromise(channel, this));
  }

  @Override
  public ChannelFuture register(ChannelPromise promise) {
    promise.channel().unsafe().register(this, promise);
    return promise;
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // Netty's method, not ours
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    return register(promise);
  }

  @Override
  public EventLoop next() {
    return this;
  }

  @Override
  public EventLoopGroup parent() {
    return this;
  }

  @Override
  public boolean isShuttingDown() {
    return ended;
  }

  @Override
  public boolean isShutdown() {
    return ended;
  }

  @Override
  public boolean isTerminated() {
    return ended;
  }

  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException("the network ends its loops");
  }

  @Override
  @Deprecated
  public void shutdown() {
    throw new UnsupportedOperationException("the network ends its loops");
  }

  @Override
  public Future<?> terminationFuture() {
    throw new UnsupportedOperationException("nobody may wait in a simulation");
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException("nobody may wait in a simulation");
  }
}
