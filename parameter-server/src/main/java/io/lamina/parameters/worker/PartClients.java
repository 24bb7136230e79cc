package io.lamina.parameters.worker;

import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.Split;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.wire.Caller;
import io.lamina.parameters.wire.Waiting;
import io.lamina.parameters.wire.Wire;
import java.net.InetSocketAddress;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A worker's connections to the servers, each of which holds a part of every vector. Nothing in it
 * waits: this is what {@link ParameterClient} does, and whoever waits for it. What it returns fails
 * with {@link io.lamina.parameters.ConnectionLostException} once a server is gone, or has been
 * silent for the deadline; the connections are then of no more use. One thread at a time.
 */
final class PartClients {
  private final List<PartClient> parts;
  private final AtomicLong receivedBytes = new AtomicLong();

  private PartClients(List<PartClient> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Connects to the servers and shows them the token. If one is not there, the connections to the
   * others are left to the network's owner.
   *
   * @param servers that hold the parts, in order
   */
  static CompletableFuture<PartClients> connect(Caller caller, List<InetSocketAddress> servers) {
    return Waiting.all(servers.stream().map(server -> PartClient.connect(caller, server)).toList())
        .thenApply(PartClients::new);
  }

  /** Brings the vector, or a shard's state, all of it of one round, or tells of the stage's end. */
  CompletableFuture<Pull> pull(Wire.AskedPull asked, float[] into) {
    return Waiting.all(answers(asked, into)).thenCompose(answers -> together(asked, into, answers));
  }

  private List<CompletableFuture<Pull>> answers(Wire.AskedPull asked, float[] into) {
    List<CompletableFuture<Pull>> answers = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      int from = from(into.length, part);
      int length = from(into.length, part + 1) - from;
      if (length > 0) {
        answers.add(parts.get(part).pull(asked, new IncomingVector(into, from, length)));
      }
    }
    return answers;
  }

  /** A commit reaches one server before the other: who is behind is asked again. */
  private CompletableFuture<Pull> together(Wire.AskedPull asked, float[] into, List<Pull> answers) {
    Optional<Pull> end =
        answers.stream().filter(answer -> answer.status() != Pull.Status.OPEN).findFirst();
    if (end.isPresent()) {
      return CompletableFuture.completedFuture(end.get());
    }
    receivedBytes.addAndGet((long) into.length * Float.BYTES);
    int latest = answers.stream().mapToInt(Pull::round).max().orElseThrow();
    boolean together = answers.stream().allMatch(answer -> answer.round() == latest);
    return together
        ? CompletableFuture.completedFuture(Pull.open(latest))
        : pull(new Wire.AskedPull(asked.generation(), latest, asked.shard(), asked.stage()), into);
  }

  private int from(int length, int part) {
    return Split.from(length, part, parts.size());
  }

  /**
   * Begins to send a shard's difference and its state after the round; completes when all of it is
   * on its way. The arrays are not to be changed before.
   *
   * @param format as the stage wants it
   */
  CompletableFuture<Void> push(Push push, UpdateFormat format, float[] difference, float[] state) {
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      sent.add(
          parts
              .get(part)
              .push(new OutgoingPush(push, format, piece(difference, part), piece(state, part))));
    }
    return Waiting.all(sent).thenAccept(done -> {});
  }

  private FloatBuffer piece(float[] values, int part) {
    int from = from(values.length, part);
    return FloatBuffer.wrap(values, from, from(values.length, part + 1) - from);
  }

  /** The bytes of vectors and states in the answers to all pulls so far. */
  long receivedBytes() {
    return receivedBytes.get();
  }

  /** Completes when the servers have dealt with every push. */
  CompletableFuture<Void> flush() {
    return Waiting.all(parts.stream().map(PartClient::flush).toList()).thenAccept(done -> {});
  }

  /**
   * Tells the servers that the stage cannot go on; completes when all have heard it or are lost.
   */
  CompletableFuture<Void> fail(String stage, long generation, StageFailure failure) {
    return CompletableFuture.allOf(
        parts.stream()
            .map(part -> part.fail(stage, generation, failure))
            .toArray(CompletableFuture<?>[]::new));
  }

  /** Hangs up. Pushes that were not followed by a {@link #flush} or a pull may be lost. */
  void close() {
    parts.forEach(PartClient::close);
  }
}
