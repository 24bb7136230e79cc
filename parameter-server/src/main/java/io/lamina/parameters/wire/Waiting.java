package io.lamina.parameters.wire;

import io.lamina.parameters.ConnectionLostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Waiting for what several servers do, and, on a thread that is no connection's, for what one does.
 */
public final class Waiting {
  private Waiting() {}

  /** Completes when all have, with what they have; fails when the first does. */
  public static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> each) {
    CompletableFuture<List<T>> all =
        CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new))
            .thenApply(done -> each.stream().map(CompletableFuture::join).toList());
    for (CompletableFuture<T> one : each) {
      CompletableFuture<T> unused =
          one.whenComplete(
              (value, failure) -> {
                if (failure != null) {
                  all.completeExceptionally(failure);
                }
              });
    }
    return all;
  }

  /**
   * Waits; what is waited for has its own deadline.
   *
   * @throws ConnectionLostException if it fails, or when the thread is interrupted, which it
   *     remains
   */
  public static <T> T await(CompletableFuture<T> coming) {
    try {
      return coming.get();
    } catch (ExecutionException e) {
      throw new ConnectionLostException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionLostException("interrupted while waiting for the server", e);
    }
  }
}
