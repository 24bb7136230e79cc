package io.lamina.parameters.server;

import io.lamina.parameters.Token;
import io.lamina.parameters.wire.Frames;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;

/** A connection to a server without a network: what it says is heard at once, on this thread. */
final class EmbeddedPeer {
  /** What the server said: a frame's type and its body. */
  record Answer(byte type, ByteBuf body) {}

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final ByteBuf unread = Unpooled.buffer();

  EmbeddedPeer(Reception reception, ByteBufAllocator allocator) {
    channel.config().setAllocator(allocator);
    channel.freezeTime();
    reception.receive(channel);
  }

  static EmbeddedPeer known(Reception reception, Token token, ByteBufAllocator allocator) {
    EmbeddedPeer peer = new EmbeddedPeer(reception, allocator);
    peer.say(Frames.hello(token));
    if (!peer.heardTypes().equals(List.of(Wire.WELCOME))) {
      throw new IllegalStateException("not welcome");
    }
    return peer;
  }

  EmbeddedChannel channel() {
    return channel;
  }

  /** Says it, if the connection is open. */
  void say(ByteBuf bytes) {
    if (channel.isActive()) {
      channel.writeInbound(bytes);
      channel.runPendingTasks();
    } else {
      bytes.release();
    }
  }

  boolean hungUpOn() {
    channel.runPendingTasks();
    return !channel.isActive();
  }

  /** The answers since the last time. */
  List<Answer> heard() {
    channel.runPendingTasks();
    channel.checkException();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      unread.writeBytes(out);
      out.release();
    }
    List<Answer> answers = new ArrayList<>();
    while (unread.isReadable()) {
      int length = unread.readIntLE();
      byte type = unread.readByte();
      answers.add(new Answer(type, Unpooled.copiedBuffer(unread.readSlice(length - 1))));
    }
    unread.clear();
    return answers;
  }

  List<Byte> heardTypes() {
    return heard().stream().map(Answer::type).toList();
  }

  /** Dies, wherever it was. */
  void close() {
    channel.finishAndReleaseAll();
  }
}
