package io.lamina.jobs.training.worker;

import io.lamina.parameters.Push;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.worker.ParameterClient;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Two pushes' worth of memory, in turns: one is sent while the next shard trains. One thread at a
 * time.
 */
final class Outbox {
  /** Odd, so that no difference is lost on the way: the golden ratio's bits. */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final ParameterClient client;
  private final UpdateFormat format;
  private final long bytes;
  private final Deque<Content> free = new ArrayDeque<>();
  private final Deque<OnItsWay> sent = new ArrayDeque<>();

  /** What a push sends beside its report. */
  @SuppressWarnings("ArrayRecordComponent") // buffers, for its owner to fill
  record Content(float[] difference, float[] state) {
    /** Of all bits. */
    long digest() {
      return digest(state, digest(difference, 0));
    }

    private static long digest(float[] values, long before) {
      long digest = before ^ values.length;
      for (float value : values) {
        digest = (Long.rotateLeft(digest, 23) ^ Float.floatToRawIntBits(value)) * MULTIPLIER;
      }
      return digest;
    }
  }

  private record OnItsWay(Content content, ParameterClient.Sending sending) {}

  /**
   * @param format of the differences
   * @param length of a difference
   * @param stateLength of a shard's state
   */
  Outbox(ParameterClient client, UpdateFormat format, int length, int stateLength) {
    this.client = client;
    this.format = format;
    this.bytes = (long) length * format.bytes() + (long) stateLength * Float.BYTES;
    for (int i = 0; i < 2; i++) {
      free.add(new Content(new float[length], new float[stateLength]));
    }
  }

  /** Of a push's difference and state. */
  long bytes() {
    return bytes;
  }

  /** Memory to fill for the next push; waits for the last but one to be on its way. */
  Content next() {
    if (free.isEmpty()) {
      OnItsWay oldest = sent.remove();
      oldest.sending().await();
      free.add(oldest.content());
    }
    return free.element();
  }

  /** Begins to send what {@link #next} gave. */
  void send(Push push) {
    Content content = free.remove();
    sent.add(
        new OnItsWay(content, client.push(push, format, content.difference(), content.state())));
  }
}
