package io.lamina.parameters.worker;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Pull;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.wire.Caller;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * A worker's connection to one server. Nothing in it waits; what it returns fails with {@link
 * ConnectionLostException} once the server is gone, or has been silent for the deadline. One thread
 * at a time.
 */
final class PartClient {
  private final Channel channel;
  private final ClientConnection connection;

  private PartClient(Channel channel, ClientConnection connection) {
    this.channel = channel;
    this.connection = connection;
  }

  /** Connects and shows the token. */
  static CompletableFuture<PartClient> connect(Caller caller, InetSocketAddress server) {
    ClientConnection connection = new ClientConnection(caller.patience(), caller.deadline());
    return caller.call(server, connection).thenApply(open -> new PartClient(open, connection));
  }

  /** Asks; the answer comes when there is one, and as long as the server gives signs of life. */
  CompletableFuture<Pull> pull(Wire.AskedPull asked, IncomingVector into) {
    CompletableFuture<Pull> answer = connection.expect(into);
    ByteBuf frame = Wire.begin(channel.alloc().buffer(), Wire.PULL);
    Wire.writePull(frame, asked);
    Outbound.send(channel, Wire.end(frame));
    return answer;
  }

  /** Begins to send a shard's difference and state; completes when all of it is on its way. */
  CompletableFuture<Void> push(OutgoingPush push) {
    onLoop(() -> connection.send(channel, push), push.sent());
    return push.sent();
  }

  /** Completes when the server has dealt with every push. */
  CompletableFuture<Void> flush() {
    CompletableFuture<Void> dealt = new CompletableFuture<>();
    onLoop(() -> connection.flush(channel, dealt), dealt);
    return dealt;
  }

  /** Tells the server that the stage cannot go on; completes when it has heard it. */
  CompletableFuture<Void> fail(String stage, long generation, StageFailure failure) {
    CompletableFuture<Void> told = new CompletableFuture<>();
    Wire.Failure word = new Wire.Failure(generation, stage, failure);
    onLoop(() -> connection.tell(channel, word, told), told);
    return told;
  }

  private void onLoop(Runnable work, CompletableFuture<?> outcome) {
    if (connection.lost().isDone()) {
      outcome.completeExceptionally(new ConnectionLostException(ClientConnection.UNCERTAIN, null));
      return;
    }
    try {
      channel.eventLoop().execute(work);
    } catch (RejectedExecutionException e) {
      outcome.completeExceptionally(new ConnectionLostException("the connection was closed", e));
    }
  }

  /** Hangs up. Pushes that were not followed by a {@link #flush} or a pull may be lost. */
  void close() {
    Outbound.hangUp(channel);
  }
}
