package io.lamina.jobs.training.stage;

import io.lamina.parameters.StageFailedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The machine's own. */
final class SystemClock implements StageClock {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public boolean await(CompletableFuture<?> event, Duration most) {
    CompletableFuture<Void> ended = event.handle((value, failure) -> null);
    try {
      ended.get(most.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StageFailedException("interrupted");
    }
  }
}
