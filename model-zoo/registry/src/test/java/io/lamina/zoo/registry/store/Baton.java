package io.lamina.zoo.registry.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Lets threads run one at a time, in an order that depends on a seed alone: whoever passes the
 * baton waits until it is drawn again.
 */
public final class Baton {
  private final Random random;
  private final Semaphore back = new Semaphore(0);
  private final Map<Thread, Semaphore> turns = new ConcurrentHashMap<>();

  public Baton(Random random) {
    this.random = random;
  }

  /** Runs all to their end. */
  public void run(List<Runnable> actors) throws InterruptedException {
    List<Runner> alive = new ArrayList<>();
    for (Runnable actor : actors) {
      alive.add(new Runner(actor));
    }
    alive.forEach(Runner::start);
    while (!alive.isEmpty()) {
      Runner next = alive.get(random.nextInt(alive.size()));
      next.turn.release();
      back.acquire();
      alive.removeIf(runner -> runner.ended);
    }
  }

  /** Lets another run; does nothing where nobody takes turns. */
  public void pass() {
    Semaphore turn = turns.get(Thread.currentThread());
    if (turn != null) {
      back.release();
      turn.acquireUninterruptibly();
    }
  }

  private final class Runner extends Thread {
    private final Semaphore turn = new Semaphore(0);
    private final Runnable work;
    private volatile boolean ended;

    Runner(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      turns.put(this, turn);
      turn.acquireUninterruptibly();
      try {
        work.run();
      } finally {
        ended = true;
        back.release();
      }
    }
  }
}
